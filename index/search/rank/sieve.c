/*
 * Collects the ranges of terms. Each is widened where another one begins at its end or within it.
 */

#include "index/search/rank/sieve.h"

/* Adds the terms, unless the sieve has them already. */
static void add(struct sieve *sieve, uint32_t first, uint32_t end)
{
    for (uint32_t k = 0; k < sieve->count; k++) {
        uint32_t begin = sieve->ranges[k].first, limit = begin + sieve->ranges[k].size;

        if (first < begin || first > limit)
            continue;
        if (end > limit)
            sieve->ranges[k].size = end - begin;
        return;
    }
    if (sieve->count == SIEVE_RANGES) {
        sieve->count = 1;
        sieve->ranges[0].first = 0;
        sieve->ranges[0].size = UINT32_MAX;
        return;
    }
    sieve->ranges[sieve->count].first = first;
    sieve->ranges[sieve->count++].size = end - first;
}

static void add_word(struct sieve *sieve, const struct plan_word *word)
{
    if (word->prefixed.first < word->prefixed.end)
        add(sieve, word->prefixed.first, word->prefixed.end);
    if (word->term != PLAN_NO_TERM)
        add(sieve, word->term, word->term + 1);
    for (uint32_t i = 0; i < word->form_count; i++)
        add(sieve, le32toh(word->forms_le[i]), le32toh(word->forms_le[i]) + 1);
}

void sieve_init(struct sieve *sieve, const struct plan *plan)
{
    sieve->count = 0;
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (tally_has_words(&plan->clauses[i]))
            add_word(sieve, &plan->words[plan->clauses[i].first]);
}
