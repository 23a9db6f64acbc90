/*
 * The search page as a reply: its parameters and headers. page_view.h decides what the page shows,
 * page_render.h writes it.
 */

#include "server/answers/http/page.h"

#include "server/answers/http/page_render.h"
#include "server/answers/http/reply.h"

/* Only this server's files, no inline code, no frames: nothing that a name or a query could inject
 * has any effect. */
#define PAGE_POLICY                                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "                \
    "img-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "                 \
    "base-uri 'none'; frame-ancestors 'none'"

static void reply_page(const struct exchange *exchange, const struct page_request *page)
{
    struct api_reply *reply = exchange->reply;
    struct buffer body = BUFFER_INIT;

    reply->status = page_render(&body, exchange->catalog, page);
    reply_header(reply, "Content-Security-Policy", PAGE_POLICY);
    reply_header(reply, "Referrer-Policy", "no-referrer");
    if (reply->status != 200)
        reply_header(reply, "Cache-Control", "no-store");
    if (reply->status == 503 && exchange->catalog->state == CATALOG_BUILDING)
        reply_header(reply, "Retry-After", "1");
    reply_body(reply, "text/html; charset=utf-8", &body);
}

void page_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"query", "scope", "offset", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const struct slice *query = target_value(exchange->target, "query");
    size_t scope = PAGE_SCOPE;
    struct page_request page = {.query = query ? query->bytes : NULL,
                                .query_size = query ? query->size : 0,
                                .budget = exchange->budget};

    if (!exchange_sends_once(exchange, names) ||
        !exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_number(exchange, "offset", 0, UINT32_MAX, &page.offset))
        return;
    page.scope = (enum search_scope)scope;
    if (query ? !exchange_unchanged_search(exchange, *query) : !exchange_unchanged(exchange))
        reply_page(exchange, &page);
}
