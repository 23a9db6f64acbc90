/*
 * The search page as a reply: its parameters and headers. page_view.h decides what the page shows,
 * page_render.h writes it.
 */

#include "server/answers/http/pages/page.h"

#include "server/answers/http/base/reply.h"
#include "server/answers/http/pages/document.h"
#include "server/answers/http/pages/page_render.h"
#include "server/answers/http/pages/reader.h"
#include "server/answers/http/pages/webfonts.h"

static void reply_page(const struct exchange *exchange, const struct page_request *page)
{
    struct api_reply *reply = exchange->reply;
    struct buffer body = BUFFER_INIT;

    reply->status = page_render(&body, exchange->catalog, page);
    webfonts_finish(exchange, page->fonts, page->messages, &body);
    document_headers(reply, page->messages);
    if (reply->status != 200)
        reply_header(reply, "Cache-Control", "no-store");
    if (reply->status == 503 && exchange->catalog->state == CATALOG_BUILDING)
        reply_header(reply, "Retry-After", "1");
    reply_body(reply, DOCUMENT_TYPE, &body);
}

/* Which property the start page lists; anything else is the start page itself. */
static enum property read_browse(const struct exchange *exchange)
{
    const struct slice *browse = target_value(exchange->target, "browse");

    for (unsigned property = PROPERTY_BLOCK; browse && property <= PROPERTY_CATEGORY; property++)
        if (slice_is(*browse, property_name((enum property)property)))
            return (enum property)property;
    return PROPERTY_COUNT;
}

void page_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"query", "scope", "offset", "lang", "fonts", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const struct slice *query = target_value(exchange->target, "query");
    size_t scope = PAGE_SCOPE;
    struct reader reader;
    struct page_request page = {.query = query ? query->bytes : NULL,
                                .query_size = query ? query->size : 0,
                                .browse = read_browse(exchange),
                                .lang = reader.languages,
                                .budget = exchange->budget,
                                .site = &exchange->request->site};

    if (!exchange_sends_once(exchange, names) ||
        !exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_number(exchange, "offset", 0, UINT32_MAX, &page.offset) ||
        !webfonts_read(exchange, &page.fonts))
        return;
    page.scope = (enum search_scope)scope;
    reader_of(&reader, exchange);
    page.messages = reader.messages;
    if (query ? !exchange_unchanged_search(exchange, *query) : !exchange_unchanged(exchange))
        reply_page(exchange, &page);
}
