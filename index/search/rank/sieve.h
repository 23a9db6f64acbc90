#ifndef CHARFINDER_INDEX_SEARCH_RANK_SIEVE_H
#define CHARFINDER_INDEX_SEARCH_RANK_SIEVE_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"
#include "index/search/rank/tally.h"

/*
 * Which texts can have a word of a query. Most texts of a document have none, and a few comparisons
 * tell so: the terms that match a word are neighbours, since its prefix is what they begin with.
 * Plain data, thread-safe.
 */

enum { SIEVE_RANGES = 8 }; /* a query that needs more passes all texts */

struct sieve_range {
    uint32_t first, size; /* terms */
};

struct sieve {
    struct sieve_range all; /* from the lowest term to the highest one */
    uint32_t count;
    struct sieve_range ranges[SIEVE_RANGES]; /* that match a word, and perhaps others */
};

/* For the words of the plan that are counted (tally.h). */
void sieve_init(struct sieve *sieve, const struct plan *plan);

static inline bool sieve_range_has(const struct sieve_range *range, uint32_t term)
{
    return term - range->first < range->size;
}

/* May the term match a word of the query? */
static inline bool sieve_has(const struct sieve *sieve, uint32_t term)
{
    if (!sieve_range_has(&sieve->all, term))
        return false;
    for (uint32_t i = 0; i < sieve->count; i++)
        if (sieve_range_has(&sieve->ranges[i], term))
            return true;
    return false;
}

/* Returns false if no word that is compared matches a word of the query; true if one may. */
static inline bool sieve_passes(const struct sieve *sieve, const struct word_list *words)
{
    uint32_t count = tally_compared(words);

    for (uint32_t i = 0; i < count; i++)
        if (sieve_has(sieve, tally_term(words, i)))
            return true;
    return false;
}

#endif
