/*
 * Collects the ranges of terms. Each is widened where another one begins at its end or within it.
 */

#include "index/search/rank/sieve.h"

/* Widens the range, unless it is empty or does not touch these terms. */
static bool widen(struct sieve_range *range, uint32_t first, uint32_t end)
{
    uint32_t limit = range->first + range->size;

    if (first < range->first || first > limit)
        return false;
    if (end > limit)
        range->size = end - range->first;
    return true;
}

/* Adds the terms, unless the sieve has them already. */
static void add(struct sieve *sieve, uint32_t first, uint32_t end)
{
    for (uint32_t i = 0; i < sieve->count; i++)
        if (widen(&sieve->ranges[i], first, end))
            return;
    if (sieve->count == SIEVE_RANGES) {
        sieve->count = 1;
        sieve->ranges[0] = (struct sieve_range){.first = 0, .size = UINT32_MAX};
        return;
    }
    sieve->ranges[sieve->count++] = (struct sieve_range){.first = first, .size = end - first};
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

static struct sieve_range whole(const struct sieve *sieve)
{
    uint32_t first = UINT32_MAX, end = 0;

    for (uint32_t i = 0; i < sieve->count; i++) {
        const struct sieve_range *range = &sieve->ranges[i];

        first = range->first < first ? range->first : first;
        end = range->first + range->size > end ? range->first + range->size : end;
    }
    return (struct sieve_range){.first = first, .size = sieve->count > 0 ? end - first : 0};
}

void sieve_init(struct sieve *sieve, const struct plan *plan)
{
    sieve->count = 0;
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (tally_has_words(&plan->clauses[i]))
            add_word(sieve, &plan->words[plan->clauses[i].first]);
    sieve->all = whole(sieve);
}
