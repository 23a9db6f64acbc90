/*
 * Runs one query: replaces its patterns by words (pattern.h), plans it (plan.h), evaluates the plan
 * (evaluate.h), and folds variants into one row (fold.h). The caller handles empty results and
 * ranking.
 */

#include "index/search/match/hits.h"

#include <errno.h>
#include <stdlib.h>

#include "index/search/match/evaluate.h"
#include "index/search/match/fold.h"
#include "index/search/match/pattern.h"

enum { PLAN_STEPS = 80 }; /* a clause looked up in the index: 0.3 µs, a prefix twice that */

void hits_release(struct hits *hits)
{
    free(hits->plan);
    posting_set_release(&hits->set);
    posting_set_release(&hits->foreign);
    *hits = (struct hits){.plan = NULL};
}

/* Evaluates the plan and folds variants. Returns an outcome of the budget, or -ENOMEM. */
static inline int find_set(const struct hits_request *request, const struct plan *plan,
                           struct posting_set *set, uint32_t *clause)
{
    int r = BUDGET_EXCEEDED;

    *set = (struct posting_set){.owned = NULL};
    if (budget_take(request->budget, BUDGET_EVALUATE, (size_t)plan->clause_count * PLAN_STEPS))
        r = evaluate(request->index, plan, request->budget, set, clause);
    if (r == BUDGET_OK && !request->options->unfold && !evaluate_is_text(plan))
        r = fold_variants(request->index, plan, request->budget, set);
    if (r < 0)
        posting_set_release(set);
    return r;
}

/* Divides the hits. They stay together if the budget runs out. A variant that is folded under a base in
 * another language stands for itself here. */
static int divide(const struct hits_request *request, struct hits *hits)
{
    struct plan *plan = plan_understood(hits->plan);
    struct posting_set part;
    uint32_t clause;
    int r = plan ? find_set(request, plan, &part, &clause) : -ENOMEM;

    free(plan);
    if (r != BUDGET_OK)
        return r < 0 ? r : 0;
    hits->divided = true;
    hits->foreign = hits->set;
    hits->set = part;
    return posting_set_exclude(&hits->foreign, &part.postings);
}

static bool is_divided(const struct hits_request *request, const struct hits *hits)
{
    return request->options->sort == SORT_RELEVANCE && hits->set.postings.total > 0 &&
           plan_is_multilingual(hits->plan);
}

static inline int find(const struct hits_request *request, const struct query *query,
                       struct hits *hits, uint32_t *begin)
{
    uint32_t clause = 0;
    int r;

    *hits = (struct hits){.plan = plan_new(request->index, query, request->options)};
    if (!hits->plan)
        return -ENOMEM;
    r = find_set(request, hits->plan, &hits->set, &clause);
    if (r == BUDGET_OK && is_divided(request, hits))
        r = divide(request, hits);
    if (r == 0)
        return BUDGET_OK;
    *begin = hits->plan->clauses[r < 0 ? 0 : clause].begin;
    hits_release(hits);
    return r < 0 ? r : BUDGET_EXCEEDED;
}

/* The query with words instead of its patterns. */
static int find_expanded(const struct hits_request *request, const struct query *query,
                         struct hits *hits, uint32_t *begin)
{
    struct query *expanded = malloc(sizeof *expanded);
    uint32_t clause = 0;
    int r;

    *hits = (struct hits){.plan = NULL};
    if (!expanded)
        return -ENOMEM;
    r = pattern_expand(request->index, request->options, request->budget, query, expanded, &clause);
    if (r == BUDGET_OK)
        r = find(request, expanded, hits, begin);
    else
        *begin = query->clauses[clause].begin;
    free(expanded);
    return r;
}

int hits_find(const struct hits_request *request, const struct query *query, struct hits *hits,
              uint32_t *begin)
{
    return pattern_is_in(query) ? find_expanded(request, query, hits, begin)
                                : find(request, query, hits, begin);
}

int hits_add(struct hits *hits, uint32_t document)
{
    struct posting_run run = posting_run(document, 0);

    return posting_set_unite(&hits->set, &(struct postings){.runs = &run, .count = 1, .total = 1});
}
