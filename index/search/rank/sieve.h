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

struct sieve {
    uint32_t count;
    struct {
        uint32_t first, size;
    } ranges[SIEVE_RANGES]; /* terms that match a word of the query, and perhaps others */
};

/* For the words of the plan that are counted (tally.h). */
void sieve_init(struct sieve *sieve, const struct plan *plan);

/* Returns false if no word that is compared matches a word of the query; true if one may. */
static inline bool sieve_passes(const struct sieve *sieve, const struct word_list *words)
{
    uint32_t count = tally_compared(words);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t term = tally_term(words, i);

        for (uint32_t k = 0; k < sieve->count; k++)
            if (term - sieve->ranges[k].first < sieve->ranges[k].size)
                return true;
    }
    return false;
}

#endif
