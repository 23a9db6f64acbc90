/*
 * Suggestions for a browser's search box: the best hits of what was typed so far, by their names,
 * since a whole name always finds its character. A control character has no name; it is suggested
 * by its first alias.
 *
 * A query that is no query yet ("cat face without its second quotation mark) is refused like
 * anywhere else; browsers then suggest nothing.
 */

#include "server/answers/http/suggest.h"

#include <string.h>

#include "index/search/search.h"
#include "server/answers/http/reply.h"
#include "server/answers/json/json_lists.h"

enum { SUGGESTIONS = 10 };

#define SUGGESTIONS_TYPE "application/x-suggestions+json"

static struct slice completion(const struct charindex *index, uint32_t document)
{
    struct slice name = charindex_name(index, document);
    struct text_range texts = charindex_texts(index, document);

    return name.size > 0 && name.bytes[0] == '<' && texts.first < texts.end
               ? charindex_text(index, texts.first).bytes
               : name;
}

static void reply_suggestions(const struct exchange *exchange, const struct search *search,
                              struct slice query)
{
    struct json_suggestion suggestions[SUGGESTIONS];
    struct search_cursor cursor;
    struct buffer body = BUFFER_INIT;
    uint32_t document;
    size_t count = 0;

    search_seek(search, 0, &cursor);
    while (count < SUGGESTIONS && search_next(&cursor, 1, &document) > 0)
        suggestions[count++] = (struct json_suggestion){
            .completion = completion(search->index, document), .document = document};
    json_suggestions_append(&body, query, search->index, suggestions, count);
    reply_body(exchange->reply, SUGGESTIONS_TYPE, &body);
}

static void reply_bad_query(const struct exchange *exchange, const struct query_error *error)
{
    const struct json_problem problem = {
        .status = 422,
        .detail = error->message,
        .parameter = {.bytes = "q", .size = 1},
        .column = error->column,
    };

    reply_problem(exchange->reply, &problem);
}

static void answer_query(const struct exchange *exchange, struct slice query)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct query_error error;
    struct search search;
    int r = search_cache_open(exchange->catalog->searches, &search, exchange->catalog->index,
                              &options, query.bytes, query.size, &error);

    if (r < 0) {
        reply_no_memory(exchange->reply);
    } else if (r == SEARCH_BAD_QUERY) {
        reply_bad_query(exchange, &error);
    } else {
        reply_suggestions(exchange, &search, query);
        search_release(&search);
    }
}

/* An entity tag is held for answers only, and a query that cannot be parsed has none. */
static bool answer_unchanged(const struct exchange *exchange, struct slice query)
{
    struct query parsed;
    struct query_error error;

    if (!exchange_unchanged(exchange) || !query_parse(&parsed, query.bytes, query.size, &error))
        return false;
    exchange->reply->status = 304;
    return true;
}

void suggest_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"q", NULL};
    const struct slice *query = target_value(exchange->target, "q");

    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names))
        return;
    if (!query) {
        exchange_refuse(exchange, "q",
                        "There is nothing to complete; send what was typed so far as q, for "
                        "example ?q=cat+f");
        return;
    }
    if (!exchange_ready(exchange))
        return;
    exchange_cache_headers(exchange, false);
    reply_header(exchange->reply, "Access-Control-Allow-Origin", "*");
    reply_header(exchange->reply, "Access-Control-Expose-Headers", "ETag, Retry-After");
    if (!answer_unchanged(exchange, *query))
        answer_query(exchange, *query);
}
