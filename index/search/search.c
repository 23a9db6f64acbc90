/*
 * The search from end to end: gathers all that the text finds (findings.h), and puts it in order
 * (assembly.h).
 */

#include "index/search/search.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "index/search/assembly.h"
#include "index/search/findings.h"

/* Empties it: it owns nothing. The scorer is large, and is used only with a plan. */
static void clear(struct search *search)
{
    search->index = NULL;
    search->result = (struct posting_set){.owned = NULL};
    search->suggestion = search->wider = NULL;
    search->plan = NULL;
    search->parts = NULL;
    search->nothing = NULL;
    search->sharers = NULL;
}

/* Finds out why the result is empty. The reason is left out if memory runs out. */
static void explain_nothing(struct search *search, const struct hits_request *request,
                            struct slice text, const struct query *query)
{
    if (search_total(search) > 0 || search->options.scope != SCOPE_ALL)
        return;
    search->nothing = malloc(sizeof *search->nothing);
    if (search->nothing && !nothing_explain(request, text, query, search->nothing)) {
        free(search->nothing);
        search->nothing = NULL;
    }
}

/* Moves the result of the findings into the search. */
static int complete(struct search *search, const struct hits_request *request, struct slice text,
                    struct findings *findings)
{
    struct assembly assembly;
    int r = assembly_make(request, findings, &assembly);

    if (r < 0)
        return r;
    search->result = assembly.result;
    search->plan = assembly.plan;
    if (search->plan)
        search->scorer = assembly.scorer;
    search->parts = assembly.parts;
    search->suggestion = findings->suggestion;
    search->wider = findings->others.text;
    findings->suggestion = findings->others.text = NULL;
    explain_nothing(search, request, text, &findings->query);
    return 0;
}

int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error)
{
    const struct slice slice = {.bytes = text, .size = size};
    const struct hits_request request = {index, options, &search->budget};
    struct findings findings;
    int r;

    clear(search);
    search->options = *options;
    search->budget = (struct budget)BUDGET_INIT;
    r = findings_gather(&request, slice, &findings, error);
    if (r == 0) {
        r = complete(search, &request, slice, &findings);
        findings_release(&findings);
    }
    if (r == 0)
        search->index = charindex_ref(index);
    return r == -EINVAL ? SEARCH_BAD_QUERY : r;
}

void search_trim(struct search *search)
{
    assert(!search->sharers);
    posting_set_trim(&search->result);
    search->parts = parts_trim(search->parts);
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
        parts_free(search->parts);
        free(search->suggestion);
        free(search->wider);
        free(search->nothing);
        free(search->plan);
        free(search->sharers);
    }
    charindex_unref(search->index);
    clear(search);
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
