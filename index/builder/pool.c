/*
 * Interned bytes: one buffer of strings, one of offsets, and a hash table of numbers with linear
 * probing that is never more than half full. Nothing is ever taken out. Hashes stand beside the
 * numbers, so that a string is read only where it is most probably the one, and none to grow.
 */

#include "index/builder/pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/checksum.h"

enum { POOL_FIRST_SLOTS = 1024 };

struct pool_slot {
    uint32_t number; /* of the string, plus 1; 0: free */
    uint32_t hash;
};

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

static bool has_string(const struct pool *pool, const struct pool_slot *slot, const void *bytes,
                       size_t size)
{
    struct slice slice = pool_get(pool, slot->number - 1);

    return slice.size == size && memcmp(slice.bytes, bytes, size) == 0;
}

/* The slot that has the string, or the free one where it belongs. */
static struct pool_slot *slot_of(const struct pool *pool, uint32_t hash, const void *bytes,
                                 size_t size)
{
    uint32_t mask = pool->slot_count - 1, at = hash & mask;

    while (pool->slots[at].number != 0 &&
           (pool->slots[at].hash != hash || !has_string(pool, &pool->slots[at], bytes, size)))
        at = (at + 1) & mask;
    return &pool->slots[at];
}

/* Into a free slot of a table that has none like it. */
static void put_slot(struct pool_slot *slots, uint32_t mask, struct pool_slot slot)
{
    uint32_t at = slot.hash & mask;

    while (slots[at].number != 0)
        at = (at + 1) & mask;
    slots[at] = slot;
}

static bool grow(struct pool *pool)
{
    uint32_t count = pool->slot_count ? pool->slot_count * 2 : POOL_FIRST_SLOTS;
    struct pool_slot *slots =
        pool->slot_count > UINT32_MAX / 4 ? NULL : calloc(count, sizeof *slots);

    if (!slots)
        return false;
    for (uint32_t at = 0; at < pool->slot_count; at++)
        if (pool->slots[at].number != 0)
            put_slot(slots, count - 1, pool->slots[at]);
    free(pool->slots);
    pool->slots = slots;
    pool->slot_count = count;
    return true;
}

uint32_t pool_add(struct pool *pool, const void *bytes, size_t size)
{
    uint32_t hash = checksum_hash(bytes, size), end;
    struct pool_slot *slot;

    if (pool->count >= pool->slot_count / 2 && !grow(pool))
        return POOL_FAILED;
    slot = slot_of(pool, hash, bytes, size);
    if (slot->number != 0)
        return slot->number - 1;
    if (size > FORMAT_MAX_SIZE - pool->bytes.size) /* no index could hold it */
        return POOL_FAILED;
    end = (uint32_t)(pool->bytes.size + size);
    buffer_append(&pool->bytes, bytes, size);
    buffer_append(&pool->offsets, &end, sizeof end);
    if (pool->bytes.failed || pool->offsets.failed)
        return POOL_FAILED;
    *slot = (struct pool_slot){.number = ++pool->count, .hash = hash};
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
