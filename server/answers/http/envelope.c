/*
 * The envelope of a result. The target of the next rows repeats every parameter that determines
 * them, and pins the generation, so it denotes the same rows for as long as it is valid.
 */

#include "server/answers/http/envelope.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/search/facets.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/json/json_search.h"

/* Escapes everything but RFC 3986's unreserved characters. */
static void append_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        const char byte = text.bytes[i];

        if (ascii_is_alphanumeric(byte) || byte == '-' || byte == '.' || byte == '_' ||
            byte == '~') {
            buffer_append(out, &byte, 1);
        } else {
            buffer_append_text(out, "%");
            buffer_append_hex(out, (unsigned char)byte, 2);
        }
    }
}

/* Appends the target of the rows from the offset on, as the client has to send it, NUL-terminated. Facets are left out: they
 * describe all rows, and the client already has them. */
static void append_next(struct buffer *out, struct slice prefix, const struct search *search,
                        const struct parameters *parameters, uint32_t offset)
{
    buffer_append(out, prefix.bytes, prefix.size);
    buffer_append_text(out, "/api/v1/search?q=");
    append_escaped(out, parameters->query);
    buffer_append_text(out, "&scope=");
    buffer_append_text(out, search_scope_name(parameters->options.scope));
    buffer_append_text(out, "&sort=");
    buffer_append_text(out, search_sort_name(parameters->options.sort));
    if (parameters->lang) {
        buffer_append_text(out, "&lang=");
        append_escaped(out, *parameters->lang);
    }
    if (parameters->only_lang) {
        buffer_append_text(out, "&only_lang=");
        append_escaped(out, *parameters->only_lang);
    }
    if (parameters->options.unfold)
        buffer_append_text(out, "&variants=show");
    if (parameters->format > 0) {
        buffer_append_text(out, "&format=");
        buffer_append_text(out, rows_format_names[parameters->format]);
    }
    buffer_append_text(out, "&offset=");
    buffer_append_decimal(out, offset);
    buffer_append_text(out, "&limit=");
    buffer_append_decimal(out, parameters->limit);
    buffer_append_text(out, "&generation=");
    buffer_append_text(out, charindex_generation(search->index));
    buffer_append(out, "", 1);
}

/* Writes the target of the following rows; leaves *next empty if there are none. */
static void next_write(struct buffer *next, struct slice prefix, const struct search *search,
                       const struct parameters *parameters)
{
    uint32_t total = search_total(search), offset = parameters->offset;

    if (offset < total && parameters->limit < total - offset)
        append_next(next, prefix, search, parameters, offset + parameters->limit);
}

/* Writes the envelope as headers, for formats whose body is only rows. Returns false when memory
 * ran out. */
static bool headers_write(struct api_reply *reply, const struct search *search)
{
    struct buffer suggestion = BUFFER_INIT;
    bool done;

    reply_header_format(reply, "X-Total-Count", "%u", (unsigned)search_total(search));
    if (!search->suggestion)
        return true;
    append_escaped(&suggestion, slice_of(search->suggestion));
    done = !suggestion.failed;
    if (done)
        reply_header_format(reply, "X-Suggestion", "%.*s", (int)suggestion.size, suggestion.bytes);
    buffer_release(&suggestion);
    return done;
}

/* The facets of a page. */
struct facet_lists {
    struct json_facet facets[PROPERTY_FACETS];
    size_t count;
    struct json_count *counts; /* owned: the counts of all facets */
};

static void facet_list_add(struct facet_lists *lists, struct json_count *counts,
                           const struct charindex *index, enum property property,
                           const struct facet *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        counts[i] = (struct json_count){charindex_value_name(index, list[i].value), list[i].count};
    lists->facets[lists->count++] =
        (struct json_facet){.property = property_name(property), .counts = counts, .count = count};
}

/* Counts the facets of the set. Returns false when memory ran out. */
static bool facet_lists_make(struct facet_lists *lists, const struct search *search, unsigned set,
                             struct budget *budget)
{
    const struct charindex *index = search->index;
    struct facets *facets = facets_new(index, &search->result.postings);
    size_t max = 0, used = 0;

    for (enum property property = 0; property < PROPERTY_FACETS; property++)
        max += charindex_values(index, property).end - charindex_values(index, property).first;
    lists->counts = calloc(max, sizeof *lists->counts);
    for (enum property property = 0; facets && lists->counts && property < PROPERTY_FACETS;
         property++) {
        const struct facet *list;
        size_t count;

        if (!(set >> property & 1))
            continue;
        count = facets_count(facets, property, budget, &list);
        facet_list_add(lists, lists->counts + used, index, property, list, count);
        used += count;
    }
    facets_free(facets);
    return lists->count > 0;
}

/* Starts a page in the body. Returns false when memory ran out. */
static bool page_begin(struct buffer *body, const struct search *search,
                       const struct parameters *parameters, const char *next, struct budget *budget)
{
    struct facet_lists lists = {.counts = NULL};
    bool done = !parameters->facets || facet_lists_make(&lists, search, parameters->facets, budget);

    if (done)
        json_envelope_append(body, &(struct json_envelope){
                                       .query = parameters->query,
                                       .scope = search_scope_name(parameters->options.scope),
                                       .sort = search_sort_name(parameters->options.sort),
                                       .total = search_total(search),
                                       .offset = parameters->offset,
                                       .limit = parameters->limit,
                                       .generation = charindex_generation(search->index),
                                       .next = next,
                                       .suggestion = search->suggestion,
                                       .wider = search->wider,
                                       .nothing = search->nothing,
                                       .facets = lists.facets,
                                       .facet_count = lists.count,
                                   });
    free(lists.counts);
    return done && !body->failed;
}

bool envelope_begin(const struct exchange *exchange, const struct search *search,
                    const struct parameters *parameters, struct buffer *body)
{
    const struct rows_format *format = rows_format(parameters->format);
    struct buffer next = BUFFER_INIT;
    bool done;

    next_write(&next, exchange->request->site.prefix, search, parameters);
    if (next.size > 0)
        reply_header_joined(exchange->reply, "Link",
                            (const char *const[]){"<", next.bytes, ">; rel=\"next\"", NULL});
    buffer_append_text(body, format->begin);
    done = !next.failed &&
           (format->paged ? page_begin(body, search, parameters, next.bytes, exchange->budget)
                          : headers_write(exchange->reply, search));
    buffer_release(&next);
    return done;
}
