#ifndef CHARFINDER_INDEX_BUILDER_BASE_POOL_H
#define CHARFINDER_INDEX_BUILDER_BASE_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/base/vector.h"
#include "index/builder/base/chunks.h"

/*
 * Distinct byte strings, numbered from 0 in the order of their first occurrence: the same bytes
 * always have the same number. Words, texts, word lists and JSON tails are stored this way. With
 * all of CLDR's languages there are a million strings, so they share one allocation. Not
 * thread-safe.
 */

struct pool {
    struct buffer bytes;      /* all strings, one after the other */
    VECTOR_OF(uint32_t) ends; /* where each ends in `bytes` */
    struct pool_slot *slots;  /* open addressing */
    uint32_t slot_count;      /* a power of two */
    uint32_t count;           /* of strings */
};

#define POOL_FAILED UINT32_MAX

void pool_release(struct pool *pool); /* an empty pool is all zero bytes */

/* Returns the number of the string, which is copied if it is new; POOL_FAILED when memory ran
 * out. */
uint32_t pool_add(struct pool *pool, const void *bytes, size_t size);

/* The number of the string if it was added, else POOL_FAILED. */
uint32_t pool_find(const struct pool *pool, const void *bytes, size_t size);

/* Valid until the next pool_add(). */
struct slice pool_get(const struct pool *pool, uint32_t number);

/* Writes the strings in the order of their numbers, and their offsets. */
void pool_write(const struct pool *pool, struct chunks *chunks, enum format_chunk offsets,
                enum format_chunk bytes);

#endif
