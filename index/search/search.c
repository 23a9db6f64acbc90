/*
 * The search from end to end: parses the text (grammar.h), runs the query (hits.h), tries
 * alternatives if it finds nothing in scope all (fallback.h), and ranks the hits (rank.h). A full
 * name always finds its character or sequence (full_name.h).
 *
 * This module only passes the result of one step to the next. Each step bounds its own work by the
 * budget.
 */

#include "index/search/search.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/base/utf8.h"
#include "index/search/fallback/fallback.h"
#include "index/search/full_name.h"
#include "index/search/match/evaluate.h"
#include "index/search/match/hits.h"
#include "index/search/rank/rank.h"

enum { FALLBACK_CLAUSES = 16 }; /* longer queries are not names, and have no alternatives */

static void refuse(struct query_error *error, struct slice text, size_t begin)
{
    error->column = utf8_length(text.bytes, begin) + 1;
    (void)snprintf(error->message, sizeof error->message,
                   "query too expensive: use longer prefixes or fewer terms");
}

static bool excludes(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].negated)
            return true;
    return false;
}

/* The hits of the text itself. A full name that is not a valid query, or excludes something, finds
 * only its character; any other full name finds its character as well. */
static int find(const struct hits_request *request, struct slice text, struct query *query,
                struct hits *hits, struct query_error *error)
{
    bool parsed = query_parse(query, text.bytes, text.size, error), named;
    uint32_t document, begin;
    struct slice name;
    int r;

    if (text.size <= QUERY_MAX_SIZE)
        (void)budget_take(request->budget, BUDGET_EVALUATE, text.size * QUERY_BYTE_STEPS);

    named = text.size <= QUERY_MAX_SIZE &&
            full_name_of_character(request->index, text, &name, &document);
    if (named && (!parsed || excludes(query)))
        return full_name_hits(request, name, document, query, hits);
    if (!parsed)
        return SEARCH_BAD_QUERY;
    r = hits_find(request, query, hits, &begin);
    if (r == BUDGET_EXCEEDED) {
        refuse(error, text, begin);
        return SEARCH_BAD_QUERY;
    }
    if (r == BUDGET_OK && named && hits_add(hits, document) < 0) {
        hits_release(hits);
        return -ENOMEM;
    }
    return r;
}

/* Finds alternatives to a query that finds nothing in scope all. */
static int find_alternative(const struct hits_request *request, struct slice text,
                            struct query *query, struct hits *hits, char **suggestion)
{
    struct hits wider;
    uint32_t document;
    int r;

    if (!full_name_of_sequence(request->index, text, &document)) {
        r = fallback_find(request, text, query, hits, &wider, suggestion);
        if (r == 0 && *suggestion) {
            hits_release(hits);
            *hits = wider;
        }
        return r;
    }
    hits_release(hits);
    return full_name_hits(request, text, document, query, hits);
}

static bool needs_fallback(const struct search_options *options, const struct query *query,
                           const struct hits *hits)
{
    return hits->set.postings.total == 0 && options->scope == SCOPE_ALL && query->count > 0 &&
           query->count <= FALLBACK_CLAUSES;
}

/* Ranks the hits and moves them into the search. Frees the plan if it is not needed to rank or
 * explain rows. */
static int take_hits(struct search *search, struct hits *hits)
{
    const struct search_options *options = &search->options;
    int r = 0;

    if (options->scope == SCOPE_ALL || options->sort == SORT_RELEVANCE || options->explain) {
        scorer_init(&search->scorer, search->index, hits->plan);
        search->plan = hits->plan;
    }
    if (options->sort == SORT_RELEVANCE && !evaluate_is_text(hits->plan))
        r = rank_result(&search->scorer, &search->budget, &hits->set);
    if (r < 0)
        return r;
    if (!search->plan)
        free(hits->plan);
    search->result = hits->set;
    return 0;
}

int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error)
{
    const struct slice slice = {.bytes = text, .size = size};
    const struct hits_request request = {index, options, &search->budget};
    struct query query;
    struct hits hits;
    int r;

    *search = (struct search){.index = index, .options = *options, .budget = BUDGET_INIT};
    r = find(&request, slice, &query, &hits, error);
    if (r != SEARCH_OK)
        return r;
    if (needs_fallback(options, &query, &hits))
        r = find_alternative(&request, slice, &query, &hits, &search->suggestion);
    if (r == 0)
        r = take_hits(search, &hits);
    if (r < 0) {
        hits_release(&hits);
        free(search->suggestion);
        *search = (struct search){.index = NULL};
        return r;
    }
    charindex_ref(index);
    return SEARCH_OK;
}

bool search_share(struct search *search, struct search *other)
{
    if (!search->sharers) {
        search->sharers = malloc(sizeof *search->sharers);
        if (!search->sharers)
            return false;
        *search->sharers = 1;
    }
    ++*search->sharers;
    *other = *search;
    charindex_ref(other->index);
    return true;
}

void search_release(struct search *search)
{
    if (!search->sharers || --*search->sharers == 0) {
        posting_set_release(&search->result);
        free(search->suggestion);
        free(search->plan);
        free(search->sharers);
    }
    charindex_unref(search->index);
    *search = (struct search){.index = NULL};
}

void search_seek(const struct search *search, uint32_t offset, struct search_cursor *cursor)
{
    *cursor = (struct search_cursor){.search = search, .run = search->result.postings.count};
    if (offset >= search_total(search))
        return;
    cursor->run = postings_run_at(&search->result.postings, offset);
    cursor->within = offset - posting_rank(&search->result.postings, cursor->run);
}

uint32_t search_next(struct search_cursor *cursor, uint32_t limit, uint32_t *first)
{
    const struct postings *result = &cursor->search->result.postings;
    uint32_t left;

    assert(limit > 0);
    if (cursor->run >= result->count)
        return 0;
    *first = posting_first(result, cursor->run) + cursor->within;
    left = posting_end(result, cursor->run) - *first;
    if (left > limit) {
        cursor->within += limit;
        return limit;
    }
    cursor->run++;
    cursor->within = 0;
    return left;
}
