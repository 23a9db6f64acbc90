/*
 * A relation: pairs are collected in any order, and sorted when they are written.
 */

#include "index/builder/base/relation.h"

#include <stdlib.h>

#include "index/base/sort.h"

void relation_release(struct relation *relation)
{
    vector_release(&relation->pairs);
}

void relation_add(struct relation *relation, uint32_t from, uint32_t to)
{
    const uint64_t pair = (uint64_t)from << 32 | to;

    vector_append(&relation->pairs, &pair);
}

/* Returns false when memory ran out. */
static bool sort_pairs(struct relation *relation)
{
    const size_t count = relation->pairs.count;
    uint64_t *spare = calloc(count + 1, sizeof *spare);

    if (spare && count > 0)
        sort_u64(relation->pairs.items, spare, count);
    free(spare);
    return spare != NULL;
}

void relation_write(struct relation *relation, struct chunks *chunks, enum format_chunk keys)
{
    const enum format_chunk begins = keys + 1, values = keys + 2;
    const uint64_t *pairs = relation->pairs.items;

    if (relation->pairs.failed || !sort_pairs(relation)) {
        chunks->list[keys].failed = true;
        return;
    }
    for (size_t i = 0; i < relation->pairs.count; i++) {
        if (i > 0 && pairs[i - 1] == pairs[i])
            continue;
        if (i == 0 || pairs[i - 1] >> 32 != pairs[i] >> 32) {
            chunks_u32(chunks, keys, (uint32_t)(pairs[i] >> 32));
            chunks_u32(chunks, begins, chunks->list[values].size / sizeof(uint32_t));
        }
        chunks_u32(chunks, values, (uint32_t)pairs[i]);
    }
    chunks_u32(chunks, begins, chunks->list[values].size / sizeof(uint32_t));
}
