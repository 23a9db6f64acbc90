/*
 * Every word has a weight by its rarity, and each document the sum of the weights of its words: a
 * byte each. A word that matches as a prefix only counts half. The documents with the greatest sums are
 * the result, and ranking them is left to the score.
 *
 * The sums are in blocks of 64, each with its greatest sum. A block without a word is neither cleared nor
 * read, and in the end only blocks that reach the least sum are. (Block maxima: S. Ding, T. Suel, "Faster
 * top-k document retrieval using block-max indexes", 2011.)
 *
 * Rare words, which weigh most, are added first. As soon as the words that are left weigh too little
 * together to choose a document, they are added to blocks that have a word already, and to no others: of the
 * 98,000 documents of "ideograph" only those near a rarer word are looked at. (MaxScore: H. Turtle,
 * J. Flood, "Query evaluation: strategies and optimizations", 1995.)
 */

#include "index/search/fallback/quorum.h"

#include <endian.h>
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
_Static_assert((UINT8_MAX * LEAST_PERCENT + 99) / 100 <= 128, "as at_least() requires");

struct quorum {
    const struct hits_request *request;
    const struct plan *plan;
    uint32_t documents;
    uint8_t *peaks;    /* the greatest sum of each block; 0: its sums are not initialized */
    uint8_t *sums;     /* of each document */
    unsigned greatest; /* of all */
    bool closed;       /* blocks without a word stay so */
};

/* What a word of the query finds. */
struct find {
    struct posting_set all, exact; /* with prefix matches, and without */
    unsigned weight;
};

struct finds {
    struct find list[QUORUM_WORDS_MAX]; /* by clause */
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

    if (*peak == 0 && quorum->closed)
        return;
    if (*peak == 0)
        memset(sums + (size_t)(first / BLOCK) * BLOCK, 0, BLOCK);
    for (uint32_t document = first; document < end; document++) {
        sums[document] = (uint8_t)(sums[document] + weight);
        *peak = sums[document] > *peak ? sums[document] : *peak;
    }
    quorum->greatest = *peak > quorum->greatest ? *peak : quorum->greatest;
}

/* The same for all documents of a block, of which the greatest sum grows as the others do. */
static void add_to_whole_block(struct quorum *quorum, uint32_t block, unsigned weight)
{
    uint8_t *sums = quorum->sums + (size_t)block * BLOCK, *peak = &quorum->peaks[block];

    if (*peak == 0 && quorum->closed)
        return;
    if (*peak == 0) {
        memset(sums, (int)weight, BLOCK);
    } else {
        for (unsigned i = 0; i < BLOCK; i++)
            sums[i] = (uint8_t)(sums[i] + weight);
    }
    *peak = (uint8_t)(*peak + weight);
    quorum->greatest = *peak > quorum->greatest ? *peak : quorum->greatest;
}

static void add(struct quorum *quorum, const struct postings *set, unsigned weight)
{
    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t end = posting_end(set, run), stop;

        for (uint32_t first = posting_first(set, run); first < end; first = stop) {
            stop = (first / BLOCK + 1) * BLOCK;
            stop = stop < end ? stop : end;
            if (stop - first == BLOCK)
                add_to_whole_block(quorum, first / BLOCK, weight);
            else
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

static unsigned least_of(unsigned greatest)
{
    return (greatest * LEAST_PERCENT + 99) / 100;
}

/* Finds the documents of a clause's word, which the caller must release in any case. */
static int look_up(const struct quorum *quorum, uint32_t clause, struct find *find)
{
    int r = find_word(quorum, clause, true, &find->all);

    if (r == BUDGET_OK)
        r = find_word(quorum, clause, false, &find->exact);
    if (r != BUDGET_OK)
        return r;
    find->weight = weight_of(find->exact.postings.total > 0 ? find->exact.postings.total
                                                            : find->all.postings.total);
    return BUDGET_OK;
}

static int look_up_all(const struct quorum *quorum, struct finds *finds)
{
    uint32_t count = quorum->plan->clause_count;
    int r = BUDGET_OK;

    while (r == BUDGET_OK && finds->count < count && finds->count < QUORUM_WORDS_MAX) {
        struct find *find = &finds->list[finds->count++];

        *find = (struct find){.weight = 0};
        r = look_up(quorum, finds->count - 1, find);
    }
    return r;
}

/* The heaviest word among those that find something and are not in `added`, a set of bits; NULL: there
 * is none. */
static const struct find *heaviest(const struct finds *finds, unsigned *added)
{
    const struct find *heaviest = NULL;
    unsigned bit = 0;

    for (uint32_t i = 0; i < finds->count; i++) {
        const struct find *find = &finds->list[i];

        if (*added >> i & 1 || find->all.postings.total == 0 ||
            (heaviest && find->weight <= heaviest->weight))
            continue;
        heaviest = find;
        bit = 1u << i;
    }
    *added |= bit;
    return heaviest;
}

/* Adds all words, the heaviest first. */
static int add_all(struct quorum *quorum, const struct finds *finds)
{
    const struct find *find;
    unsigned added = 0, left = 0;

    for (uint32_t i = 0; i < finds->count; i++)
        left += finds->list[i].all.postings.total > 0 ? finds->list[i].weight : 0;
    while ((find = heaviest(finds, &added)) != NULL) {
        if (!budget_left(quorum->request->budget, BUDGET_RELAX))
            return BUDGET_EXCEEDED;
        quorum->closed = left < least_of(quorum->greatest);
        add(quorum, &find->all.postings, find->weight / 2);
        add(quorum, &find->exact.postings, find->weight - find->weight / 2);
        left -= find->weight;
    }
    return BUDGET_OK;
}

/* The sums of eight documents as one number, of which byte n is that of document n. */
static uint64_t eight_sums(const uint8_t *sums)
{
    uint64_t eight;

    memcpy(&eight, sums, sizeof eight);
    return le64toh(eight);
}

/* Which of eight sums are at least this one (≤ 128), as bits. Sets the highest bit of each such byte,
 * and moves these bits together. (H. S. Warren, "Hacker's Delight", 2012, chapters 6 and 7.) */
static uint64_t at_least(uint64_t sums, unsigned least)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highest = ones << 7;
    uint64_t chosen = (((sums | highest) - ones * least) | sums) & highest;

    return (chosen >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

/* The documents of a block whose sums are at least this one, as bits. */
static uint64_t chosen_of(const struct quorum *quorum, uint32_t block, unsigned least)
{
    const uint8_t *sums = quorum->sums + (size_t)block * BLOCK;
    uint64_t chosen = 0;

    if (quorum->peaks[block] >= least)
        for (unsigned i = 0; i < BLOCK; i += 8)
            chosen |= at_least(eight_sums(sums + i), least) << i;
    return chosen;
}

/* The documents with the greatest sums. */
static int choose(const struct quorum *quorum, struct posting_set *set)
{
    unsigned least = least_of(quorum->greatest);
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
        if (posting_set_intersect(&finds->list[i].all, chosen) < 0)
            return -ENOMEM;
        if (finds->list[i].all.postings.total > 0)
            *used |= 1u << i;
    }
    return BUDGET_OK;
}

static int find(struct quorum *quorum, struct finds *finds, struct posting_set *set, unsigned *used)
{
    int r = look_up_all(quorum, finds);

    if (r == BUDGET_OK)
        r = add_all(quorum, finds);
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
    for (uint32_t i = 0; i < finds.count; i++) {
        posting_set_release(&finds.list[i].all);
        posting_set_release(&finds.list[i].exact);
    }
    free(quorum.peaks);
    if (r != BUDGET_OK)
        hits_release(hits);
    return r;
}
