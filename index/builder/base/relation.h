#ifndef CHARFINDER_INDEX_BUILDER_BASE_RELATION_H
#define CHARFINDER_INDEX_BUILDER_BASE_RELATION_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"

/*
 * Turns pairs of numbers into the three chunks of a relation: its keys, the offsets of their lists,
 * and the lists.
 */

struct relation {
    VECTOR_OF(uint64_t) pairs; /* the key in the upper half, so that they are sorted as numbers */
};

void relation_release(struct relation *relation); /* an empty relation is all zero bytes */
void relation_add(struct relation *relation, uint32_t from, uint32_t to);

/* Sorts the pairs, drops duplicates, and writes them into chunk `keys` and the two after
 * it. When memory ran out, the chunks are marked as failed. */
void relation_write(struct relation *relation, struct chunks *chunks, enum format_chunk keys);

#endif
