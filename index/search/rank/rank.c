/*
 * Sorts a result by relevance, in bounded time.
 *
 * Scoring a document means reading its texts, so the 98,000 documents of "cjk" cannot all be
 * scored. Documents are therefore scored in tiers of prominence, the best known first, until the
 * budget runs out; the rest follow in the order of code points. The loss is small: to find one of
 * the least known among thousands of documents, the query has to be more specific.
 *
 * Exact matches come first, whatever their prominence (exact.h): a query that is a full name cannot
 * be more specific.
 *
 * (Tiered indexes: K. M. Risvik, Y. Aasheim, M. Lidal, "Multi-tier architecture for web search
 * engines", 2003; C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval",
 * 2008, section 7.2.1.)
 */

#include "index/search/rank/rank.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/sort.h"
#include "index/search/rank/exact.h"
#include "index/unicode/prominence.h"

enum {
    RANKED_MAX = 512, /* documents scored; users see about fifty of them */
    ALL_SCORED = 128, /* smaller results are scored without finding exact matches first */
    FEW_DOCUMENTS = 2048,
};

struct ranking {
    const struct scorer *scorer;
    struct budget *budget;
    uint32_t count;
    uint64_t list[RANKED_MAX]; /* see scored() */
};

/* A scored document as one number, which is cheap to sort: descending score, then ascending
 * document. */
static uint64_t scored(uint32_t document, uint32_t score)
{
    return (uint64_t)(UINT32_MAX - score) << 32 | document;
}

static uint32_t document_of(uint64_t scored)
{
    return (uint32_t)scored;
}

static void sort_by_score(struct ranking *ranking)
{
    uint64_t spare[RANKED_MAX];

    sort_u64(ranking->list, spare, ranking->count);
}

/* Forgets the scores. */
static void sort_by_document(struct ranking *ranking)
{
    uint64_t spare[RANKED_MAX];

    for (uint32_t i = 0; i < ranking->count; i++)
        ranking->list[i] = document_of(ranking->list[i]);
    sort_u64(ranking->list, spare, ranking->count);
}

/* Returns false if no more documents may be scored. */
static bool score_one(struct ranking *ranking, uint32_t document)
{
    if (ranking->count == RANKED_MAX || !budget_left(ranking->budget, BUDGET_RANK))
        return false;
    ranking->list[ranking->count++] =
        scored(document, score_document(ranking->scorer, document, ranking->budget));
    return true;
}

/* The same. */
static bool score_all(struct ranking *ranking, const struct postings *set)
{
    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t end = posting_end(set, run);

        for (uint32_t document = posting_first(set, run); document < end; document++)
            if (!score_one(ranking, document))
                return false;
    }
    return true;
}

/* A result in two parts: exact matches, and the others. */
struct parts {
    struct posting_set exact, rest;
};

static int parts_find(struct parts *parts, const struct ranking *ranking,
                      const struct postings *set)
{
    const struct scorer *scorer = ranking->scorer;
    int r = exact_find(scorer->index, scorer->plan, &scorer->fields, set, ranking->budget,
                       &parts->exact);

    if (r < 0 || parts->exact.postings.total == 0)
        return r;
    return posting_set_exclude(&parts->rest, &parts->exact.postings);
}

/* The documents of a set, by tiers. */
struct tiered {
    uint32_t begins[CHARINDEX_TIERS + 1];
    uint32_t documents[FEW_DOCUMENTS];
    uint8_t tiers[FEW_DOCUMENTS]; /* in the order of the set */
};

static void tiered_fill(struct tiered *tiered, const struct charindex *index,
                        const struct postings *set)
{
    uint32_t count = 0;

    memset(tiered->begins, 0, sizeof tiered->begins);
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++) {
            unsigned tier = prominence_tier(charindex_prominence(index, document));

            tiered->tiers[count++] = (uint8_t)tier;
            tiered->begins[tier + 1]++;
        }
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        tiered->begins[tier + 1] += tiered->begins[tier];
    count = 0;
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            tiered->documents[tiered->begins[tiered->tiers[count++]]++] = document;
}

/* Scores the best known of few documents, which is cheaper one by one than with the sets of tiers. */
static void score_few(struct ranking *ranking, const struct postings *set)
{
    struct tiered tiered;

    tiered_fill(&tiered, ranking->scorer->index, set);
    for (uint32_t i = 0; i < set->total; i++)
        if (!score_one(ranking, tiered.documents[i]))
            return;
}

/* Scores the best known documents of the set, unless it is empty. Returns 0 or -ENOMEM. */
static int score_tiers(struct ranking *ranking, const struct postings *set)
{
    if (set->total <= FEW_DOCUMENTS) {
        score_few(ranking, set);
        return 0;
    }
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++) {
        struct postings known = charindex_tier(ranking->scorer->index, tier);
        struct posting_set both = posting_set_borrow(set);
        bool more;

        if (posting_set_intersect(&both, &known) < 0)
            return -ENOMEM;
        more = score_all(ranking, &both.postings);
        posting_set_release(&both);
        if (!more)
            break;
    }
    return 0;
}

/* The result being written. */
struct layout {
    struct posting_run *runs;
    uint32_t count; /* of runs */
    uint32_t rank;  /* documents in them */
};

static void append(struct layout *layout, uint32_t first, uint32_t end)
{
    if (first >= end)
        return;
    layout->runs[layout->count++] = posting_run(first, layout->rank);
    layout->rank += end - first;
}

/* Appends the set without the scored documents, which must ascend; not all of them are in the
 * set. */
static void append_others(const struct ranking *ranking, const struct postings *set,
                          struct layout *layout)
{
    uint32_t next = 0;

    for (uint32_t run = 0; run < set->count; run++) {
        uint32_t first = posting_first(set, run), end = posting_end(set, run);

        for (; next < ranking->count && document_of(ranking->list[next]) < end; next++) {
            uint32_t document = document_of(ranking->list[next]);

            if (document < first)
                continue;
            append(layout, first, document);
            first = document + 1;
        }
        append(layout, first, end);
    }
}

/* Replaces the set by the scored documents, sorted by score, then the others. */
static int lay_out(struct ranking *ranking, const struct parts *parts, struct posting_set *set)
{
    const struct postings *exact = &parts->exact.postings, *rest = &parts->rest.postings;
    uint32_t total = exact->total + rest->total;
    size_t capacity = (size_t)exact->count + rest->count + 2 * (size_t)ranking->count + 1;
    struct layout layout = {.runs = malloc(capacity * sizeof *layout.runs)};

    if (!layout.runs)
        return -ENOMEM;
    sort_by_score(ranking);
    for (uint32_t i = 0; i < ranking->count; i++)
        append(&layout, document_of(ranking->list[i]), document_of(ranking->list[i]) + 1);
    if (total > ranking->count) {
        sort_by_document(ranking);
        append_others(ranking, exact, &layout);
        append_others(ranking, rest, &layout);
    }
    posting_set_replace(
        set, &(struct postings){.runs = layout.runs, .count = layout.count, .total = total},
        layout.runs);
    return 0;
}

/* Without words in the query all documents are equally relevant. */
static bool has_words(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (!plan->clauses[i].negated && plan->clauses[i].kind <= QUERY_PHRASE)
            return true;
    return false;
}

int rank_result(const struct scorer *scorer, struct budget *budget, struct posting_set *set)
{
    struct parts parts = {.rest = posting_set_borrow(&set->postings)};
    struct ranking ranking;
    int r;

    if (set->postings.total < 2 || !has_words(scorer->plan))
        return 0;
    ranking.scorer = scorer;
    ranking.budget = budget;
    ranking.count = 0;
    if (set->postings.total <= ALL_SCORED) {
        (void)score_all(&ranking, &set->postings);
        return lay_out(&ranking, &parts, set);
    }
    r = parts_find(&parts, &ranking, &set->postings);
    if (r == 0)
        r = score_tiers(&ranking, &parts.exact.postings);
    if (r == 0)
        r = score_tiers(&ranking, &parts.rest.postings);
    if (r == 0)
        r = lay_out(&ranking, &parts, set);
    posting_set_release(&parts.exact);
    posting_set_release(&parts.rest);
    return r;
}
