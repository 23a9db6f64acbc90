/*
 * The JSON that accompanies the rows of a search.
 *
 * Written by hand, because the envelope is part of every page: building it with jansson cost as
 * much as thirty rows.
 */

#include "server/answers/json/json_search.h"

#include <string.h>

#include "index/base/json_text.h"

/* `,"NAME":` */
static void member_append(struct buffer *out, const char *name)
{
    buffer_append_text(out, ",\"");
    buffer_append_text(out, name);
    buffer_append_text(out, "\":");
}

static void text_member(struct buffer *out, const char *name, const char *text)
{
    member_append(out, name);
    json_text_append(out, slice_of(text));
}

static void number_member(struct buffer *out, const char *name, uint32_t number)
{
    member_append(out, name);
    buffer_append_decimal(out, number);
}

static void counts_append(struct buffer *out, const struct json_facet *facet)
{
    for (size_t i = 0; i < facet->count; i++) {
        buffer_append_text(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        json_text_append(out, facet->counts[i].value);
        number_member(out, "count", facet->counts[i].count);
        buffer_append_text(out, "}");
    }
}

static void facets_append(struct buffer *out, const struct json_envelope *envelope)
{
    member_append(out, "facets");
    for (size_t i = 0; i < envelope->facet_count; i++) {
        const struct json_facet *facet = &envelope->facets[i];

        buffer_append_text(out, i > 0 ? ",\"" : "{\"");
        buffer_append_text(out, facet->property);
        buffer_append_text(out, "\":[");
        counts_append(out, facet);
        buffer_append_text(out, "]");
    }
    buffer_append_text(out, "}");
}

/* Why there are no rows, and what to ask instead. */
static void reason_append(struct buffer *out, const struct nothing *nothing)
{
    member_append(out, "reason");
    buffer_append_text(out, "{\"code\":");
    json_text_append(out, slice_of(nothing_code_name(nothing->code)));
    text_member(out, "message", nothing->message);
    if (nothing->query[0]) {
        text_member(out, "query", nothing->query);
        if (nothing->all_languages)
            text_member(out, "lang", "all");
    }
    if (nothing->code_point >= 0)
        buffer_append_format(out, ",\"codepoint\":\"U+%04X\"", (unsigned)nothing->code_point);
    buffer_append_text(out, "}");
}

/* The beginning of the object, up to the number of rows found. */
static void search_append(struct buffer *out, struct slice query, const char *scope,
                          const char *sort, uint32_t total)
{
    buffer_append_text(out, "{\"query\":");
    json_text_append(out, query);
    text_member(out, "scope", scope);
    text_member(out, "sort", sort);
    number_member(out, "total", total);
}

/* Which other query was run, and why there are no rows; each may be NULL. */
static void fallback_append(struct buffer *out, const char *suggestion, const char *wider,
                            const struct nothing *nothing)
{
    if (suggestion)
        text_member(out, "suggestion", suggestion);
    if (wider)
        text_member(out, "wider", wider);
    if (nothing)
        reason_append(out, nothing);
}

void json_envelope_append(struct buffer *out, const struct json_envelope *envelope)
{
    search_append(out, envelope->query, envelope->scope, envelope->sort, envelope->total);
    number_member(out, "offset", envelope->offset);
    number_member(out, "limit", envelope->limit);
    text_member(out, "generation", envelope->generation);
    if (envelope->next)
        text_member(out, "next", envelope->next);
    else
        buffer_append_text(out, ",\"next\":null");
    fallback_append(out, envelope->suggestion, envelope->wider, envelope->nothing);
    if (envelope->facet_count > 0)
        facets_append(out, envelope);
    buffer_append_text(out, ",\"results\":[");
}

void json_search_status_append(struct buffer *out, const struct json_search_status *status)
{
    search_append(out, status->query, status->scope, status->sort, status->total);
    number_member(out, "shown", status->shown);
    text_member(out, "generation", status->generation);
    fallback_append(out, status->suggestion, status->wider, status->nothing);
    buffer_append_text(out, "}");
}
