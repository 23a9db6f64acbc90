/*
 * Interned bytes: a buffer of strings, the offsets of their ends, and a hash table of numbers with
 * linear probing that is never more than half full. Nothing is removed. Hashes are stored next to
 * the numbers, so that growing reads no strings, and a lookup reads a string only if its hash
 * matches.
 */

#include "index/builder/base/pool.h"

#include <assert.h>
#include <stdlib.h>

#include "index/base/checksum.h"

enum { POOL_FIRST_SLOTS = 1024 };

struct pool_slot {
    uint32_t number; /* the number of the string, plus 1; 0: free */
    uint32_t hash;
};

void pool_release(struct pool *pool)
{
    buffer_release(&pool->bytes);
    vector_release(&pool->ends);
    free(pool->slots);
    *pool = (struct pool){.slots = NULL};
}

struct slice pool_get(const struct pool *pool, uint32_t number)
{
    uint32_t begin = number > 0 ? pool->ends.items[number - 1] : 0;

    assert(number < pool->count);
    return (struct slice){.bytes = pool->bytes.bytes ? pool->bytes.bytes + begin : "",
                          .size = pool->ends.items[number] - begin};
}

/* The slot that has the string, or the free one where it belongs. */
static struct pool_slot *slot_of(const struct pool *pool, uint32_t hash, struct slice string)
{
    uint32_t mask = pool->slot_count - 1, at = hash & mask;

    while (pool->slots[at].number != 0 &&
           (pool->slots[at].hash != hash ||
            !slice_equal(pool_get(pool, pool->slots[at].number - 1), string)))
        at = (at + 1) & mask;
    return &pool->slots[at];
}

/* Stores into a free slot; the string must not be in the table. */
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
    slot = slot_of(pool, hash, (struct slice){.bytes = bytes, .size = size});
    if (slot->number != 0)
        return slot->number - 1;
    if (size > FORMAT_MAX_SIZE - pool->bytes.size) /* larger than any index */
        return POOL_FAILED;
    end = (uint32_t)(pool->bytes.size + size);
    buffer_append(&pool->bytes, bytes, size);
    vector_append(&pool->ends, &end);
    if (pool->bytes.failed || pool->ends.failed)
        return POOL_FAILED;
    *slot = (struct pool_slot){.number = ++pool->count, .hash = hash};
    return pool->count - 1;
}

uint32_t pool_find(const struct pool *pool, const void *bytes, size_t size)
{
    const struct slice string = {.bytes = bytes, .size = size};

    if (pool->slot_count == 0)
        return POOL_FAILED;
    /* Of a free slot the number is 0. */
    return slot_of(pool, checksum_hash(bytes, size), string)->number - 1;
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
