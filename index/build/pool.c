/*
 * Interned bytes: one buffer of strings, one of offsets, and a hash table of numbers with linear
 * probing that is never more than half full. Nothing is ever taken out.
 */

#include "index/build/pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/checksum.h"

enum { POOL_FIRST_SLOTS = 1024 };

void pool_release(struct pool *pool)
{
    buffer_release(&pool->bytes);
    buffer_release(&pool->offsets);
    free(pool->slots);
    *pool = (struct pool){.slots = NULL};
}

static uint32_t end_of(const struct pool *pool, uint32_t number)
{
    uint32_t end;

    memcpy(&end, pool->offsets.bytes + (size_t)number * sizeof end, sizeof end);
    return end;
}

struct slice pool_get(const struct pool *pool, uint32_t number)
{
    uint32_t begin = number > 0 ? end_of(pool, number - 1) : 0;

    assert(number < pool->count);
    return (struct slice){.bytes = pool->bytes.bytes ? pool->bytes.bytes + begin : "",
                          .size = end_of(pool, number) - begin};
}

int pool_slice_compare(struct slice a, struct slice b)
{
    int order = memcmp(a.bytes, b.bytes, a.size < b.size ? a.size : b.size);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* The slot that has the string, or the free one where it belongs. */
static uint32_t *slot_of(const struct pool *pool, const void *bytes, size_t size)
{
    uint32_t mask = pool->slot_count - 1, at = checksum_hash(bytes, size) & mask;

    for (; pool->slots[at] != 0; at = (at + 1) & mask) {
        struct slice slice = pool_get(pool, pool->slots[at] - 1);

        if (slice.size == size && memcmp(slice.bytes, bytes, size) == 0)
            break;
    }
    return &pool->slots[at];
}

static bool grow(struct pool *pool)
{
    uint32_t count = pool->slot_count ? pool->slot_count * 2 : POOL_FIRST_SLOTS;
    uint32_t *slots = pool->slot_count > UINT32_MAX / 4 ? NULL : calloc(count, sizeof *slots);

    if (!slots)
        return false;
    free(pool->slots);
    pool->slots = slots;
    pool->slot_count = count;
    for (uint32_t number = 0; number < pool->count; number++) {
        struct slice slice = pool_get(pool, number);

        *slot_of(pool, slice.bytes, slice.size) = number + 1;
    }
    return true;
}

uint32_t pool_add(struct pool *pool, const void *bytes, size_t size)
{
    uint32_t *slot, end;

    if (pool->count >= pool->slot_count / 2 && !grow(pool))
        return POOL_FAILED;
    slot = slot_of(pool, bytes, size);
    if (*slot != 0)
        return *slot - 1;
    if (size > FORMAT_MAX_SIZE - pool->bytes.size) /* no index could hold it */
        return POOL_FAILED;
    end = (uint32_t)(pool->bytes.size + size);
    buffer_append(&pool->bytes, bytes, size);
    buffer_append(&pool->offsets, &end, sizeof end);
    if (pool->bytes.failed || pool->offsets.failed)
        return POOL_FAILED;
    *slot = ++pool->count;
    return pool->count - 1;
}

void pool_write(const struct pool *pool, struct chunks *chunks, enum format_chunk offsets,
                enum format_chunk bytes)
{
    chunks_offset(chunks, offsets, bytes);
    for (uint32_t number = 0; number < pool->count; number++) {
        struct slice slice = pool_get(pool, number);

        buffer_append(&chunks->list[bytes], slice.bytes, slice.size);
        chunks_offset(chunks, offsets, bytes);
    }
}
