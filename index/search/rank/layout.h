#ifndef CHARFINDER_INDEX_SEARCH_RANK_LAYOUT_H
#define CHARFINDER_INDEX_SEARCH_RANK_LAYOUT_H

#include <stdint.h>

#include "index/file/posting_set.h"

/*
 * The order of a result as runs: first the documents that have been scored, by score, then all others.
 * Thread-safe.
 */

/* A scored document as one number, which is cheap to sort: descending score, then ascending
 * document. */
static inline uint64_t layout_scored(uint32_t document, uint32_t score)
{
    return (uint64_t)(UINT32_MAX - score) << 32 | document;
}

enum { LAYOUT_SCORED_MAX = 512 };

/* Replaces the set by the scored documents (at most LAYOUT_SCORED_MAX, overwritten), and then those of
 * `first` and of `second` that were not scored. These sets are disjoint, and have every scored document.
 * Returns 0, or -ENOMEM with the set unchanged. */
int layout_make(uint64_t *scored, uint32_t count, const struct postings *first,
                const struct postings *second, struct posting_set *set);

#endif
