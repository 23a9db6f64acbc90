/*
 * The search page as a reply: its parameters and headers. page_view.h decides what the page shows,
 * page_render.h writes it.
 */

#include "server/answers/http/page.h"

#include <string.h>

#include "server/answers/http/page_render.h"
#include "server/answers/http/reply.h"
#include "server/answers/http/request/negotiate.h"

/* Only this server's files, no inline code, no frames: nothing that a name or a query could inject
 * has any effect. */
#define PAGE_POLICY                                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "                \
    "img-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "                 \
    "base-uri 'none'; frame-ancestors 'none'"

_Static_assert((int)API_READ_LANGUAGES_SIZE == NEGOTIATE_LANGUAGES_SIZE, "a reply has them all");

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

/* Do preferred languages make a difference to a search in this index? */
static bool is_multilingual(const struct catalog *catalog)
{
    return catalog->state == CATALOG_READY && charindex_sources(catalog->index)->language_count > 1;
}

/* The languages of the address or, if it has none, of the browser. */
static void read_languages(const struct exchange *exchange,
                           char lang[static NEGOTIATE_LANGUAGES_SIZE])
{
    const struct slice *sent = target_value(exchange->target, "lang");

    lang[0] = '\0';
    if (sent) {
        if (sent->size < NEGOTIATE_LANGUAGES_SIZE && !memchr(sent->bytes, '\0', sent->size)) {
            memcpy(lang, sent->bytes, sent->size);
            lang[sent->size] = '\0';
        }
    } else if (is_multilingual(exchange->catalog)) {
        negotiate_languages(exchange->request->accept_language, lang);
        exchange->reply->by_language = true;
        memcpy(exchange->reply->languages, lang, NEGOTIATE_LANGUAGES_SIZE);
    }
}

void page_answer(const struct exchange *exchange)
{
    static const char *const names[] = {"query", "scope", "offset", "lang", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const struct slice *query = target_value(exchange->target, "query");
    size_t scope = PAGE_SCOPE;
    char lang[NEGOTIATE_LANGUAGES_SIZE] = "";
    struct page_request page = {.query = query ? query->bytes : NULL,
                                .query_size = query ? query->size : 0,
                                .lang = lang,
                                .budget = exchange->budget};

    if (!exchange_sends_once(exchange, names) ||
        !exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_number(exchange, "offset", 0, UINT32_MAX, &page.offset))
        return;
    page.scope = (enum search_scope)scope;
    if (query)
        read_languages(exchange, lang);
    if (query ? !exchange_unchanged_search(exchange, *query) : !exchange_unchanged(exchange))
        reply_page(exchange, &page);
}
