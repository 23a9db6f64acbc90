/*
 * A relation: pairs are collected in any order, and sorted when they are written.
 */

#include "index/builder/relation.h"

struct relation_pair {
    uint32_t from, to;
};

void relation_release(struct relation *relation)
{
    vector_release(&relation->pairs);
}

void relation_add(struct relation *relation, uint32_t from, uint32_t to)
{
    const struct relation_pair pair = {.from = from, .to = to};

    vector_append(&relation->pairs, &pair);
}

static int pair_compare(const void *left, const void *right)
{
    const struct relation_pair *a = left, *b = right;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

void relation_write(struct relation *relation, struct chunks *chunks, enum format_chunk keys)
{
    const enum format_chunk begins = keys + 1, values = keys + 2;
    const struct relation_pair *pairs = relation->pairs.items;

    if (relation->pairs.failed)
        chunks->list[keys].failed = true;
    vector_sort(&relation->pairs, pair_compare);
    for (size_t i = 0; i < relation->pairs.count; i++) {
        if (i > 0 && pair_compare(&pairs[i - 1], &pairs[i]) == 0)
            continue;
        if (i == 0 || pairs[i - 1].from != pairs[i].from) {
            chunks_u32(chunks, keys, pairs[i].from);
            chunks_u32(chunks, begins, chunks->list[values].size / sizeof(uint32_t));
        }
        chunks_u32(chunks, values, pairs[i].to);
    }
    chunks_u32(chunks, begins, chunks->list[values].size / sizeof(uint32_t));
}
