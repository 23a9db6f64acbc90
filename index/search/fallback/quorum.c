/*
 * Every word has a weight by its rarity, and each document the sum of the weights of its words: a
 * byte each. A word that matches as a prefix only counts half. The documents with the greatest sums are
 * the result, and ranking them is left to the score.
 */

#include "index/search/fallback/quorum.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/match/evaluate.h"
#include "index/search/match/fold.h"

enum {
    WEIGHT_MAX = 16,       /* of a word of one document; 1 less for each factor of 2 */
    LEAST_PERCENT = 50,    /* of the greatest sum */
    DOCUMENTS_A_STEP = 32, /* added to, or compared */
    COMMONNESS_MAX = WEIGHT_MAX - 2,
};
_Static_assert((int)QUORUM_WORDS_MAX *WEIGHT_MAX <= UINT8_MAX, "a sum is a byte");

struct quorum {
    const struct hits_request *request;
    const struct plan *plan;
    uint32_t documents;
    uint8_t *sums;
};

/* The documents of one word, with or without its prefix matches. */
static int find_word(const struct quorum *quorum, uint32_t clause, bool prefixes,
                     struct posting_set *set)
{
    struct plan_clause only = quorum->plan->clauses[clause];
    struct plan_word word = quorum->plan->words[only.first];
    struct plan plan = *quorum->plan;
    uint32_t stopped;

    only.group = only.first = 0;
    if (!prefixes)
        word.prefixed = (struct term_range){.first = 0, .end = 0};
    plan.clauses = &only;
    plan.words = &word;
    plan.clause_count = plan.group_count = plan.word_count = 1;
    return evaluate(quorum->request->index, &plan, quorum->request->budget, set, &stopped);
}

static void add(const struct quorum *quorum, const struct postings *set, unsigned weight)
{
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            quorum->sums[document] = (uint8_t)(quorum->sums[document] + weight);
    (void)budget_take(quorum->request->budget, BUDGET_RELAX,
                      set->count + set->total / DOCUMENTS_A_STEP);
}

static unsigned weight_of(uint32_t total)
{
    unsigned commonness = 31u - (unsigned)__builtin_clz(total | 1);

    return WEIGHT_MAX - (commonness < COMMONNESS_MAX ? commonness : COMMONNESS_MAX);
}

static int add_word(const struct quorum *quorum, uint32_t clause)
{
    struct posting_set all, exact;
    unsigned weight;
    int r = find_word(quorum, clause, true, &all);

    if (r != BUDGET_OK)
        return r;
    r = find_word(quorum, clause, false, &exact);
    if (r == BUDGET_OK) {
        weight = weight_of(exact.postings.total > 0 ? exact.postings.total : all.postings.total);
        add(quorum, &all.postings, weight / 2);
        add(quorum, &exact.postings, weight - weight / 2);
        posting_set_release(&exact);
    }
    posting_set_release(&all);
    return r;
}

/* The documents with the greatest sums. */
static int choose(const struct quorum *quorum, struct posting_set *set)
{
    struct bitmap bitmap = {.size = quorum->documents};
    unsigned greatest = 0, least;
    int r;

    for (uint32_t document = 0; document < quorum->documents; document++)
        greatest = quorum->sums[document] > greatest ? quorum->sums[document] : greatest;
    if (greatest == 0)
        return 0;
    bitmap.words = malloc(bitmap_words(bitmap.size) * sizeof *bitmap.words);
    if (!bitmap.words)
        return -ENOMEM;
    bitmap_clear(&bitmap);
    least = (greatest * LEAST_PERCENT + 99) / 100;
    for (uint32_t document = 0; document < quorum->documents; document++)
        if (quorum->sums[document] >= least)
            bitmap.words[document / 64] |= UINT64_C(1) << document % 64;
    r = posting_set_assign(set, &bitmap);
    free(bitmap.words);
    (void)budget_take(quorum->request->budget, BUDGET_RELAX,
                      2 * (size_t)quorum->documents / DOCUMENTS_A_STEP);
    return r;
}

/* The words that the chosen documents have, as bits. */
static int find_used(const struct quorum *quorum, const struct postings *chosen, unsigned *used)
{
    *used = 0;
    for (uint32_t i = 0; i < quorum->plan->clause_count && i < QUORUM_WORDS_MAX; i++) {
        struct posting_set set;
        int r = find_word(quorum, i, true, &set);

        if (r == BUDGET_OK && posting_set_intersect(&set, chosen) < 0)
            r = -ENOMEM;
        if (r == BUDGET_OK && set.postings.total > 0)
            *used |= 1u << i;
        posting_set_release(&set);
        if (r != BUDGET_OK)
            return r;
    }
    return BUDGET_OK;
}

static int find(const struct quorum *quorum, struct posting_set *set, unsigned *used)
{
    int r = BUDGET_OK;

    for (uint32_t i = 0; r == BUDGET_OK && i < quorum->plan->clause_count && i < QUORUM_WORDS_MAX;
         i++)
        r = budget_left(quorum->request->budget, BUDGET_RELAX) ? add_word(quorum, i)
                                                               : BUDGET_EXCEEDED;
    if (r == BUDGET_OK)
        r = choose(quorum, set);
    if (r == BUDGET_OK)
        r = find_used(quorum, &set->postings, used);
    if (r == BUDGET_OK && !quorum->request->options->unfold)
        r = fold_variants(quorum->request->index, quorum->plan, quorum->request->budget, set);
    return r;
}

int quorum_find(const struct hits_request *request, const struct query *query, struct hits *hits,
                unsigned *used)
{
    struct quorum quorum = {.request = request, .documents = charindex_documents(request->index)};
    int r = -ENOMEM;

    *hits = (struct hits){.plan = plan_for_guesses(request->index, query, request->options)};
    quorum.plan = hits->plan;
    quorum.sums = calloc(quorum.documents, 1);
    if (hits->plan && quorum.sums) {
        hits->plan->any = true;
        r = find(&quorum, &hits->set, used);
    }
    free(quorum.sums);
    if (r != BUDGET_OK)
        hits_release(hits);
    return r;
}
