#ifndef CHARFINDER_INDEX_SEARCH_RANK_SIEVE_H
#define CHARFINDER_INDEX_SEARCH_RANK_SIEVE_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"
#include "index/search/rank/tally.h"

/*
 * Which words of a text may match a word of the query. Most words of a document match none, and a
 * bit for each tells so: the terms that match a word are neighbours, since its prefix is what they begin
 * with. Plain data, thread-safe.
 */

enum { SIEVE_BITS = 1024 };

struct sieve {
    unsigned shift; /* bit n: terms n << shift and those after it, before the next */
    uint64_t bits[SIEVE_BITS / 64]; /* one of them may match */
};

/* For the words of the plan that are counted (tally.h). */
void sieve_init(struct sieve *sieve, const struct charindex *index, const struct plan *plan);

static inline bool sieve_has(const struct sieve *sieve, uint32_t term)
{
    uint32_t bit = term >> sieve->shift;

    return sieve->bits[bit / 64] >> (bit % 64) & 1;
}

/* The words that may match, of those that are compared: bit n is word n. 0: none does. */
static inline uint64_t sieve_words(const struct sieve *sieve, const struct word_list *words)
{
    uint32_t count = tally_compared(words);
    uint64_t may_match = 0;

    for (uint32_t i = 0; i < count; i++)
        may_match |= (uint64_t)sieve_has(sieve, tally_term(words, i)) << i;
    return may_match;
}

#endif
