/*
 * Runs alternatives to a query that finds nothing: other forms of its words, other spellings, fewer
 * words (relax.h, spelling.h). An unknown word is more likely misspelt than inflected, so other
 * forms come first only if all words are known, and otherwise after the spellings.
 */

#include "index/search/fallback/fallback.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/fallback/relax.h"
#include "index/search/fallback/spelling.h"
#include "index/search/query/grammar.h"

struct fallback {
    const struct hits_request *request;
    struct slice text;
    const struct query *query;
    struct hits *hits;
    char **suggestion;
};

static bool has_found(const struct fallback *fallback)
{
    return fallback->hits->set.postings.total > 0;
}

/* Runs the proposals one by one, until one finds something. Skips those that are too expensive. */
static int run_proposals(struct fallback *fallback, const struct proposals *proposals)
{
    struct query query;

    for (size_t i = 0; i < proposals->count; i++) {
        const char *other = proposals->queries[i];
        struct query_error error;
        struct hits hits;
        uint32_t begin;
        int r;

        if (!budget_reserve(fallback->request->budget, BUDGET_EVALUATE,
                            strlen(other) * QUERY_BYTE_STEPS))
            break;
        if (!query_parse(&query, other, strlen(other), &error))
            continue;
        r = hits_find(fallback->request, &query, &hits, &begin);
        if (r < 0)
            return r;
        if (r != BUDGET_OK)
            continue;
        if (hits.set.postings.total > 0) {
            hits_release(fallback->hits);
            *fallback->hits = hits;
            *fallback->suggestion = strdup(other);
            return *fallback->suggestion ? 0 : -ENOMEM;
        }
        hits_release(&hits);
    }
    return 0;
}

static int try_forms(struct fallback *fallback, bool all_known)
{
    const struct hits_request *request = fallback->request;
    struct proposals proposals;
    int r = relax_forms(request->index, fallback->query, fallback->hits->plan, fallback->text.bytes,
                        all_known, request->budget, &proposals);

    return r < 0 ? r : run_proposals(fallback, &proposals);
}

static int try_spellings(struct fallback *fallback, struct proposals *proposals)
{
    const struct hits_request *request = fallback->request;
    int r = spelling_correct(request->index, fallback->query, fallback->hits->plan, fallback->text,
                             request->budget, proposals);

    return r < 0 ? r : run_proposals(fallback, proposals);
}

static int try_fewer_words(struct fallback *fallback, const char *text, const struct query *query,
                           const struct plan *plan)
{
    struct proposals proposals;

    relax_words(fallback->request->index, query, plan, text, &proposals);
    return run_proposals(fallback, &proposals);
}

/* Tries fewer words of the likeliest spelling. */
static int try_fewer_respelt(struct fallback *fallback, const char *respelt)
{
    const struct hits_request *request = fallback->request;
    struct query_error error;
    struct query query;
    struct plan *plan;
    int r;

    if (!query_parse(&query, respelt, strlen(respelt), &error))
        return 0;
    plan = plan_parallel(request->index, &query, request->options);
    if (!plan)
        return -ENOMEM;
    r = try_fewer_words(fallback, respelt, &query, plan);
    free(plan);
    return r;
}

/* What is tried reads the query and its plan side by side. */
static int complete_plan(const struct hits_request *request, const struct query *query,
                         struct plan **plan)
{
    if ((*plan)->clause_count == query->count)
        return 0;
    free(*plan);
    *plan = plan_parallel(request->index, query, request->options);
    return *plan ? 0 : -ENOMEM;
}

int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  struct hits *hits, char **suggestion)
{
    struct fallback fallback = {
        .request = request, .text = text, .query = query, .hits = hits, .suggestion = suggestion};
    struct proposals respelt = {.count = 0};
    int r = complete_plan(request, query, &hits->plan);

    if (r == 0)
        r = try_forms(&fallback, true);
    if (r == 0 && !has_found(&fallback))
        r = try_spellings(&fallback, &respelt);
    if (r == 0 && !has_found(&fallback))
        r = try_forms(&fallback, false);
    if (r == 0 && !has_found(&fallback))
        r = try_fewer_words(&fallback, text.bytes, query, hits->plan);
    if (r == 0 && !has_found(&fallback) && respelt.count > 0)
        r = try_fewer_respelt(&fallback, respelt.queries[0]);
    return r;
}
