/*
 * A Bloom filter with one hash, the number of the term shifted: terms are in byte order, so those with a
 * common prefix share few bits. What it lets through is compared in full (tally.c).
 */

#include "index/search/rank/sieve.h"

#include <string.h>

static void add(struct sieve *sieve, uint32_t first, uint32_t end)
{
    if (first >= end)
        return;
    for (uint32_t bit = first >> sieve->shift; bit <= (end - 1) >> sieve->shift; bit++)
        sieve->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void add_word(struct sieve *sieve, const struct plan_word *word)
{
    add(sieve, word->prefixed.first, word->prefixed.end);
    if (word->term != PLAN_NO_TERM)
        add(sieve, word->term, word->term + 1);
    for (uint32_t i = 0; i < word->form_count; i++)
        add(sieve, le32toh(word->forms_le[i]), le32toh(word->forms_le[i]) + 1);
}

void sieve_init(struct sieve *sieve, const struct charindex *index, const struct plan *plan)
{
    memset(sieve, 0, sizeof *sieve);
    while (charindex_terms(index) >> sieve->shift >= SIEVE_BITS)
        sieve->shift++;
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (tally_has_words(&plan->clauses[i]))
            add_word(sieve, &plan->words[plan->clauses[i].first]);
}
