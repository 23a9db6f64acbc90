/*
 * Every word has a weight by its rarity, and each document the sum of the weights of its words: a
 * byte each. A word that matches as a prefix only counts half. The documents with the greatest sums are
 * the result, and ranking them is left to the score.
 *
 * The sums are in blocks of 64, each with its greatest sum. A block without a word is neither cleared nor
 * read, and in the end only blocks that reach the least sum are. (Block maxima: S. Ding, T. Suel, "Faster
 * top-k document retrieval using block-max indexes", 2011.)
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
    BLOCK = 64,            /* documents */
    DOCUMENTS_A_STEP = 32, /* added to, or compared */
    COMMONNESS_MAX = WEIGHT_MAX - 2,
};
_Static_assert((int)QUORUM_WORDS_MAX *WEIGHT_MAX <= UINT8_MAX, "a sum is a byte");

struct quorum {
    const struct hits_request *request;
    const struct plan *plan;
    uint32_t documents;
    uint8_t *peaks;    /* the greatest sum of each block; 0: its sums are not initialized */
    uint8_t *sums;     /* of each document */
    unsigned greatest; /* of all */
};

/* What each word of the query finds. */
struct finds {
    struct posting_set sets[QUORUM_WORDS_MAX];
    uint32_t count;
};

static uint32_t blocks_of(uint32_t documents)
{
    return (documents + BLOCK - 1) / BLOCK;
}

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

/* Adds to the documents from first to end - 1 of one block. */
static void add_to_block(struct quorum *quorum, uint32_t first, uint32_t end, unsigned weight)
{
    uint8_t *sums = quorum->sums, *peak = &quorum->peaks[first / BLOCK];

    if (*peak == 0)
        memset(sums + (size_t)(first / BLOCK) * BLOCK, 0, BLOCK);
    for (uint32_t document = first; document < end; document++) {
        sums[document] = (uint8_t)(sums[document] + weight);
        *peak = sums[document] > *peak ? sums[document] : *peak;
    }
    quorum->greatest = *peak > quorum->greatest ? *peak : quorum->greatest;
}

static void add(struct quorum *quorum, const struct postings *set, unsigned weight)
{
    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t end = posting_end(set, run), stop;

        for (uint32_t first = posting_first(set, run); first < end; first = stop) {
            stop = (first / BLOCK + 1) * BLOCK;
            stop = stop < end ? stop : end;
            add_to_block(quorum, first, stop, weight);
        }
    }
    (void)budget_take(quorum->request->budget, BUDGET_RELAX,
                      set->count + set->total / DOCUMENTS_A_STEP);
}

static unsigned weight_of(uint32_t total)
{
    unsigned commonness = 31u - (unsigned)__builtin_clz(total | 1);

    return WEIGHT_MAX - (commonness < COMMONNESS_MAX ? commonness : COMMONNESS_MAX);
}

/* Adds the word of a clause. On BUDGET_OK *all is what it finds, and the caller must release it. */
static int add_word(struct quorum *quorum, uint32_t clause, struct posting_set *all)
{
    struct posting_set exact;
    unsigned weight;
    int r = find_word(quorum, clause, true, all);

    if (r != BUDGET_OK)
        return r;
    r = find_word(quorum, clause, false, &exact);
    if (r != BUDGET_OK) {
        posting_set_release(all);
        return r;
    }
    weight = weight_of(exact.postings.total > 0 ? exact.postings.total : all->postings.total);
    add(quorum, &all->postings, weight / 2);
    add(quorum, &exact.postings, weight - weight / 2);
    posting_set_release(&exact);
    return BUDGET_OK;
}

/* The documents of a block whose sums are at least this one, as bits. */
static uint64_t chosen_of(const struct quorum *quorum, uint32_t block, unsigned least)
{
    const uint8_t *sums = quorum->sums + (size_t)block * BLOCK;
    uint64_t chosen = 0;

    if (quorum->peaks[block] >= least)
        for (unsigned i = 0; i < BLOCK; i++)
            chosen |= (uint64_t)(sums[i] >= least) << i;
    return chosen;
}

/* The documents with the greatest sums. */
static int choose(const struct quorum *quorum, struct posting_set *set)
{
    unsigned least = (quorum->greatest * LEAST_PERCENT + 99) / 100;
    struct bitmap bitmap = {.size = quorum->documents};
    int r;

    if (quorum->greatest == 0)
        return 0;
    bitmap.words = malloc(bitmap_words(bitmap.size) * sizeof *bitmap.words);
    if (!bitmap.words)
        return -ENOMEM;
    bitmap_clear(&bitmap);
    for (uint32_t block = 0; block < blocks_of(quorum->documents); block++)
        bitmap_set_word(&bitmap, block, chosen_of(quorum, block, least));
    r = posting_set_assign(set, &bitmap);
    free(bitmap.words);
    (void)budget_take(quorum->request->budget, BUDGET_RELAX, quorum->documents / BLOCK);
    return r;
}

/* The words that the chosen documents have, as bits. */
static int find_used(struct finds *finds, const struct postings *chosen, unsigned *used)
{
    *used = 0;
    for (uint32_t i = 0; i < finds->count; i++) {
        if (posting_set_intersect(&finds->sets[i], chosen) < 0)
            return -ENOMEM;
        if (finds->sets[i].postings.total > 0)
            *used |= 1u << i;
    }
    return BUDGET_OK;
}

static int find(struct quorum *quorum, struct finds *finds, struct posting_set *set, unsigned *used)
{
    uint32_t count = quorum->plan->clause_count;
    int r = BUDGET_OK;

    while (r == BUDGET_OK && finds->count < count && finds->count < QUORUM_WORDS_MAX) {
        r = budget_left(quorum->request->budget, BUDGET_RELAX)
                ? add_word(quorum, finds->count, &finds->sets[finds->count])
                : BUDGET_EXCEEDED;
        finds->count += r == BUDGET_OK;
    }
    if (r == BUDGET_OK)
        r = choose(quorum, set);
    if (r == BUDGET_OK)
        r = find_used(finds, &set->postings, used);
    if (r == BUDGET_OK && !quorum->request->options->unfold)
        r = fold_variants(quorum->request->index, quorum->plan, quorum->request->budget, set);
    return r;
}

int quorum_find(const struct hits_request *request, const struct query *query, struct hits *hits,
                unsigned *used)
{
    uint32_t documents = charindex_documents(request->index), blocks = blocks_of(documents);
    struct quorum quorum = {.request = request, .documents = documents};
    struct finds finds = {.count = 0};
    int r = -ENOMEM;

    *hits = (struct hits){.plan = plan_for_guesses(request->index, query, request->options)};
    quorum.plan = hits->plan;
    quorum.peaks = malloc(blocks + (size_t)blocks * BLOCK);
    if (hits->plan && quorum.peaks) {
        memset(quorum.peaks, 0, blocks);
        quorum.sums = quorum.peaks + blocks;
        hits->plan->any = true;
        r = find(&quorum, &finds, &hits->set, used);
    }
    for (uint32_t i = 0; i < finds.count; i++)
        posting_set_release(&finds.sets[i]);
    free(quorum.peaks);
    if (r != BUDGET_OK)
        hits_release(hits);
    return r;
}
