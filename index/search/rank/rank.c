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

#include "index/search/rank/exact.h"
#include "index/search/rank/layout.h"
#include "index/search/rank/tiers.h"

enum {
    ALL_SCORED = 128, /* smaller results are scored without finding exact matches first */
    RANKED_MAX = LAYOUT_SCORED_MAX, /* documents scored; users see about fifty of them */
    FETCHED_AHEAD = 8,              /* documents */
};

struct ranking {
    const struct scorer *scorer;
    struct budget *budget;
    uint32_t count;
    uint64_t list[RANKED_MAX]; /* documents; see layout_scored() as soon as they are scored */
};

/* Takes a document to be scored, unless there are enough. A tiers_visit of the ranking. */
static bool take(void *context, uint32_t document)
{
    struct ranking *ranking = context;

    if (ranking->count == RANKED_MAX)
        return false;
    ranking->list[ranking->count++] = document;
    return true;
}

/* Takes few documents, in their order. */
static void take_all(struct ranking *ranking, const struct postings *set)
{
    for (uint32_t run = 0; run < set->count; run++)
        for (uint32_t document = posting_first(set, run); document < posting_end(set, run);
             document++)
            (void)take(ranking, document);
}

static void fetch(const struct ranking *ranking, uint32_t first)
{
    for (uint32_t i = first; i < first + FETCHED_AHEAD && i < ranking->count; i++)
        score_fetch(ranking->scorer, (uint32_t)ranking->list[i]);
}

/* Scores the documents, as many as the budget suffices for; the others are not in the list afterwards. */
static void score_taken(struct ranking *ranking)
{
    fetch(ranking, 0);
    for (uint32_t i = 0; i < ranking->count; i++) {
        uint32_t document = (uint32_t)ranking->list[i];

        if (i % FETCHED_AHEAD == 0)
            fetch(ranking, i + FETCHED_AHEAD);
        if (!budget_left(ranking->budget, BUDGET_RANK))
            ranking->count = i;
        else
            ranking->list[i] =
                layout_scored(document, score_document(ranking->scorer, document, ranking->budget));
    }
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

/* Takes the best known documents of both parts, the exact matches first. */
static int take_parts(struct ranking *ranking, struct parts *parts, const struct postings *set)
{
    const struct charindex *index = ranking->scorer->index;
    int r = parts_find(parts, ranking, set);

    if (r < 0)
        return r;
    tiers_walk(index, &parts->exact.postings, take, ranking);
    tiers_walk(index, &parts->rest.postings, take, ranking);
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
    int r = 0;

    if (set->postings.total < 2 || !has_words(scorer->plan))
        return 0;
    ranking.scorer = scorer;
    ranking.budget = budget;
    ranking.count = 0;
    if (set->postings.total <= ALL_SCORED)
        take_all(&ranking, &set->postings);
    else
        r = take_parts(&ranking, &parts, &set->postings);
    score_taken(&ranking);
    if (r == 0)
        r = layout_make(ranking.list, ranking.count, &parts.exact.postings, &parts.rest.postings,
                        set);
    posting_set_release(&parts.exact);
    posting_set_release(&parts.rest);
    return r;
}
