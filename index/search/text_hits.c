/*
 * A full name may contain what the grammar of queries reads otherwise, such as "-", so the text is always
 * tried as both.
 */

#include "index/search/text_hits.h"

#include <errno.h>

#include "index/base/utf8.h"
#include "index/search/full_name.h"

static void refuse(struct query_error *error, struct slice text, size_t begin)
{
    *error = (struct query_error){
        .complaint = COMPLAINT_TOO_EXPENSIVE,
        .column = utf8_length(text.bytes, begin) + 1,
        .message = "query too expensive: use longer prefixes or fewer terms",
    };
}

static bool excludes(const struct query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].negated)
            return true;
    return false;
}

/* Runs the query. */
static int find(const struct hits_request *request, struct slice text, const struct query *query,
                struct hits *hits, struct query_error *error)
{
    uint32_t begin;
    int r = hits_find(request, query, hits, &begin);

    if (r == BUDGET_EXCEEDED) {
        refuse(error, text, begin);
        *hits = (struct hits){.plan = NULL};
        return -EINVAL;
    }
    return r;
}

/* Adds the character that has the text as its name to the hits. */
static int add_character(uint32_t document, struct hits *hits)
{
    int r = hits_add(hits, document);

    if (r < 0)
        hits_release(hits);
    return r;
}

/* Replaces hits that are none by the sequence that has the text as its name, if there is one. */
static int find_sequence(const struct hits_request *request, struct slice text, struct query *query,
                         struct hits *hits, bool *is_sequence)
{
    uint32_t document;

    if (request->options->scope != SCOPE_ALL || hits->set.postings.total > 0 ||
        !full_name_of_sequence(request->index, text, &document))
        return 0;
    *is_sequence = true;
    hits_release(hits);
    return full_name_hits(request, text, document, query, hits);
}

int text_hits_find(const struct hits_request *request, struct slice text, struct query *query,
                   struct hits *hits, bool *is_sequence, struct query_error *error)
{
    bool parsed =
             query_parse(query, charindex_repertoire(request->index), text.bytes, text.size, error),
         named = false;
    struct slice name;
    uint32_t document;
    int r;

    *hits = (struct hits){.plan = NULL};
    *is_sequence = false;
    if (text.size <= QUERY_MAX_SIZE) {
        (void)budget_take(request->budget, BUDGET_EVALUATE, text.size * QUERY_BYTE_STEPS);
        named = full_name_of_character(request->index, text, &name, &document);
    }
    if (named && (!parsed || excludes(query)))
        return full_name_hits(request, name, document, query, hits);
    if (!parsed)
        return -EINVAL;
    r = find(request, text, query, hits, error);
    if (r < 0)
        return r;
    return named ? add_character(document, hits)
                 : find_sequence(request, text, query, hits, is_sequence);
}
