/*
 * Suggestions for a browser's search box: the names of the best results for the text typed so far,
 * because a complete name always finds its character. A control character has no name, so its first
 * alias is suggested.
 *
 * A query that cannot be parsed, for example because its closing quote is missing, is an error here as
 * everywhere. Browsers then suggest nothing.
 */

#include "server/answers/http/suggest.h"

#include "index/search/search.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/parameters.h"
#include "server/answers/json/json_lists.h"

enum { SUGGESTIONS = 10, SUGGESTION_STEPS = 200 };

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
    (void)budget_take(exchange->budget, BUDGET_PRESENT, count * SUGGESTION_STEPS);
    json_suggestions_append(&body, query, search->index, suggestions, count);
    reply_body(exchange->reply, SUGGESTIONS_TYPE, &body);
}

void suggest_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"q", "lang", NULL};
    struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    const struct slice *query = target_value(exchange->target, "q");
    struct search search;

    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names))
        return;
    if (!query) {
        exchange_refuse(exchange, "q",
                        "No text to complete; send the text typed so far as q, for example "
                        "?q=cat+f");
        return;
    }
    if (exchange_ready(exchange) && parameters_read_preference(exchange, &options) &&
        !exchange_unchanged_search(exchange, *query) &&
        exchange_search(exchange, &options, *query, &search)) {
        reply_suggestions(exchange, &search, *query);
        search_release(&search);
    }
}
