/*
 * The routes of HTTP: which path is answered by whom, and by which methods. Everything that has
 * the form of an answer but nothing to do with characters is here too: the page, the files, the
 * status, and what is said to those who took a wrong turn.
 *
 * A route gets a target that is decoded and known to be its own. No answer looks at the method:
 * the body of HEAD is dropped by the transport, which alone knows how to announce its length.
 */

#include "server/answers/http/api.h"

#include <assert.h>
#include <string.h>

#include "index/search/grammar.h"
#include "server/answers/http/assets.h"
#include "server/answers/http/characters.h"
#include "server/answers/http/exchange.h"
#include "server/answers/http/inspect.h"
#include "server/answers/http/lists.h"
#include "server/answers/http/negotiate.h"
#include "server/answers/http/opensearch.h"
#include "server/answers/http/page.h"
#include "server/answers/http/reply.h"
#include "server/answers/http/results.h"
#include "server/answers/http/suggest.h"
#include "server/answers/http/target.h"
#include "server/answers/json/json.h"

/* Nothing from elsewhere, nothing inline, no frames: what a name or a query could smuggle into
 * the page would have no effect. */
#define PAGE_POLICY                                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "                \
    "img-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "                 \
    "base-uri 'none'; frame-ancestors 'none'"

#define ROUTES_DETAIL                                                                              \
    "Nothing is found at this path; there are /, /search?q=, /api/v1/search?q=, "                  \
    "/api/v1/characters/{U+2600 or the character}, /api/v1/inspect?text=, /api/v1/suggest?q=, "    \
    "/api/v1/blocks, /api/v1/scripts, /api/v1/categories, /api/v1/status, /opensearch.xml and "    \
    "/healthz"

enum { COMPRESSED_MIN = 1024 }; /* bytes; fewer fit into a packet as they are */

static void page_headers(struct api_reply *reply)
{
    reply_header(reply, "Content-Security-Policy", PAGE_POLICY);
    reply_header(reply, "Referrer-Policy", "no-referrer");
}

/* Does the client show this very page already? Only pages that are no error have a tag. */
static bool page_unchanged(const struct exchange *exchange, const struct slice *query)
{
    struct query parsed;
    struct query_error error;

    return exchange->catalog->state == CATALOG_READY && exchange_unchanged(exchange) &&
           (!query || query_parse(&parsed, query->bytes, query->size, &error));
}

/* What caches may do with it. */
static void page_cache_headers(const struct exchange *exchange)
{
    struct api_reply *reply = exchange->reply;
    enum catalog_state state = exchange->catalog->state;

    if ((reply->status == 200 || reply->status == 304) && state == CATALOG_READY)
        exchange_cache_headers(exchange, false);
    else
        reply_header(reply, "Cache-Control", "no-store");
    if (reply->status == 503 && state == CATALOG_BUILDING)
        reply_header(reply, "Retry-After", "1");
}

static void reply_page(const struct exchange *exchange, const struct page_request *page)
{
    struct api_reply *reply = exchange->reply;
    struct buffer body = BUFFER_INIT;

    reply->status = page_render(&body, exchange->catalog, page);
    page_headers(reply);
    page_cache_headers(exchange);
    reply_body(reply, "text/html; charset=utf-8", &body);
}

static void answer_page(const struct exchange *exchange)
{
    static const char *const names[] = {"query", "scope", "offset", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const struct slice *query = target_value(exchange->target, "query");
    size_t scope = PAGE_SCOPE;
    struct page_request page = {.query = query ? query->bytes : NULL,
                                .query_size = query ? query->size : 0};

    if (!exchange_sends_once(exchange, names) ||
        !exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_number(exchange, "offset", 0, UINT32_MAX, &page.offset))
        return;
    page.scope = (enum search_scope)scope;
    if (page_unchanged(exchange, query)) {
        exchange->reply->status = 304;
        page_cache_headers(exchange);
    } else {
        reply_page(exchange, &page);
    }
}

static void reply_not_found(struct api_reply *reply)
{
    const struct json_problem problem = {.status = 404, .detail = ROUTES_DETAIL};

    reply_problem(reply, &problem);
}

/* The entity tag of the compressed form is another: it is another sequence of bytes. */
static void reply_asset(const struct exchange *exchange, const struct asset *asset)
{
    struct api_reply *reply = exchange->reply;
    bool gzip = asset->gzip && negotiate_takes_gzip(exchange->request->accept_encoding);
    size_t unquoted = strlen(asset->etag) - 1; /* up to the closing quotation mark */

    reply_header_format(reply, "ETag", "%.*s%s\"", (int)unquoted, asset->etag, gzip ? "-gz" : "");
    reply_header(reply, "Cache-Control",
                 asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    reply_header(reply, "Vary", "Accept-Encoding");
    if (negotiate_has_etag(exchange->request->if_none_match, reply->headers[0].value)) {
        reply->status = 304;
    } else if (gzip) {
        reply_header(reply, "Content-Encoding", "gzip");
        reply_static(reply, asset->type, asset->gzip, asset->gzip_size);
    } else {
        reply_static(reply, asset->type, asset->bytes, asset->size);
    }
}

static void answer_file(const struct exchange *exchange)
{
    const struct slice *path = &exchange->target->path;
    const struct asset *asset = asset_find(path->bytes, path->size);

    if (asset)
        reply_asset(exchange, asset);
    else
        reply_not_found(exchange->reply);
}

static void answer_status(const struct exchange *exchange)
{
    struct buffer body = BUFFER_INIT;

    json_append_status(&body, exchange->catalog);
    reply_header(exchange->reply, "Cache-Control", "no-store");
    reply_header(exchange->reply, "Access-Control-Allow-Origin", "*");
    reply_body(exchange->reply, "application/json", &body);
}

/* The loop turned and this line was reached: that is all that liveness means. */
static void answer_health(const struct exchange *exchange)
{
    reply_header(exchange->reply, "Cache-Control", "no-store");
    reply_static(exchange->reply, "text/plain; charset=utf-8", "ok\n", 3);
}

struct route {
    const char *path; /* with a final "/", other than "/" itself: all paths that begin so */
    void (*answer)(const struct exchange *exchange);
};

static const struct route routes[] = {
    {"/", answer_page},
    {"/search", results_answer_all},
    {"/api/v1/search", results_answer_search},
    {"/api/v1/characters/", characters_answer},
    {"/api/v1/inspect", inspect_answer},
    {"/api/v1/suggest", suggest_answer},
    {"/api/v1/blocks", lists_answer_blocks},
    {"/api/v1/scripts", lists_answer_scripts},
    {"/api/v1/categories", lists_answer_categories},
    {"/api/v1/status", answer_status},
    {"/healthz", answer_health},
    {"/opensearch.xml", opensearch_answer},
    {"/sw.js", answer_file},
    {"/static/", answer_file},
};

static bool route_matches(const struct route *route, const struct slice *path)
{
    size_t size = strlen(route->path);
    bool is_prefix = size > 1 && route->path[size - 1] == '/';

    return (is_prefix ? path->size >= size : path->size == size) &&
           memcmp(path->bytes, route->path, size) == 0;
}

static const struct route *route_find(const struct slice *path)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (route_matches(&routes[i], path))
            return &routes[i];
    return NULL;
}

/* Also the answer to a browser that asks first whether a script may ask (CORS preflight). */
static void reply_options(struct api_reply *reply)
{
    reply->status = 204;
    reply_header(reply, "Allow", REPLY_METHODS);
    reply_header(reply, "Access-Control-Allow-Origin", "*");
    reply_header(reply, "Access-Control-Allow-Methods", REPLY_METHODS);
    reply_header(reply, "Access-Control-Allow-Headers", "*");
    reply_header(reply, "Access-Control-Max-Age", "86400");
}

static void reply_wrong_method(struct api_reply *reply)
{
    const struct json_problem problem = {
        .status = 405,
        .detail = "Nothing can be changed here; send GET, HEAD or OPTIONS",
    };

    reply_problem(reply, &problem);
}

static void answer_route(const struct route *route, struct exchange *exchange)
{
    const struct slice *path = &exchange->target->path;
    size_t size = strlen(route->path);

    switch (exchange->request->method) {
    case API_GET:
    case API_HEAD:
        exchange->rest = (struct slice){.bytes = path->bytes + size, .size = path->size - size};
        route->answer(exchange);
        return;
    case API_OPTIONS:
        reply_options(exchange->reply);
        return;
    case API_OTHER:
        reply_wrong_method(exchange->reply);
        return;
    }
    assert(!"a method");
}

static void answer_target(struct exchange *exchange)
{
    const struct route *route = route_find(&exchange->target->path);

    if (route)
        answer_route(route, exchange);
    else
        reply_not_found(exchange->reply);
}

/* Takes some 200 µs for a page of results, as much as finding them; but it is done once, because the
 * reply is kept, and makes a fifth of them. */
static void compress(const struct exchange *exchange)
{
    struct api_reply *reply = exchange->reply;

    if (reply->lasting && reply->status == 200 && reply->owned && reply->size >= COMPRESSED_MIN &&
        negotiate_takes_gzip(exchange->request->accept_encoding))
        reply_compress(reply);
}

void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply)
{
    struct target target;
    struct exchange exchange = {
        .catalog = catalog, .request = request, .target = &target, .reply = reply};
    struct reason reason;
    int outcome;

    reply_begin(reply, 200);
    if (request->method == API_OPTIONS && request->target_size == 1 && *request->target == '*') {
        reply_options(reply); /* about the server as a whole */
        return;
    }
    outcome = target_parse(&target, request->target, request->target_size, &reason);
    if (outcome < 0) {
        reply_no_memory(reply);
        return;
    }
    if (outcome == TARGET_BAD) {
        api_problem(reply, 400, reason.text);
        return;
    }
    answer_target(&exchange);
    target_release(&target);
    compress(&exchange);
}

void api_reply_release(struct api_reply *reply)
{
    reply_release(reply);
}

void api_problem(struct api_reply *reply, unsigned status, const char *detail)
{
    const struct json_problem problem = {.status = status, .detail = detail};

    reply_begin(reply, status);
    reply_problem(reply, &problem);
}
