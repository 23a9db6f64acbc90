/*
 * A request to its reply: the target is decoded, its route found and the method checked before the
 * route's answer sees anything. Headers that all replies of a route have in common are written here,
 * after the answer, from the table of routes: a reply of status 200 or 304 gets them, any other one
 * has brought its own.
 */

#include "server/answers/http/api.h"

#include <assert.h>
#include <string.h>

#include "server/answers/http/exchange.h"
#include "server/answers/http/reply.h"
#include "server/answers/http/request/negotiate.h"
#include "server/answers/http/routes.h"

enum { COMPRESSED_MIN = 1024 }; /* bytes; fewer fit into a packet uncompressed */

static void methods_header(struct api_reply *reply, const char *name, unsigned methods)
{
    const char *parts[ROUTE_METHOD_PARTS];

    route_methods(methods, parts);
    reply_header_joined(reply, name, parts);
}

static void caching_headers(const struct exchange *exchange, enum route_caching caching)
{
    bool by_index = caching == ROUTE_BY_INDEX || caching == ROUTE_BY_GENERATION;

    /* Without an index a reply lacks what the next one will have. */
    if (by_index && exchange->catalog->state != CATALOG_READY)
        caching = ROUTE_NOT_CACHED;
    switch (caching) {
    case ROUTE_NOT_CACHED:
        reply_header(exchange->reply, "Cache-Control", "no-store");
        return;
    case ROUTE_BY_INDEX:
        exchange_cache_headers(exchange, false);
        return;
    case ROUTE_BY_GENERATION:
        exchange_cache_headers(exchange, target_value(exchange->target, "generation") != NULL);
        return;
    case ROUTE_BY_HOST:
        reply_header(exchange->reply, "Cache-Control", "private, max-age=86400");
        reply_header(exchange->reply, "Vary", "Host");
        return;
    case ROUTE_BY_FILE:
        return;
    }
    assert(!"a way of caching");
}

static void origin_headers(struct api_reply *reply, const char *exposes)
{
    if (!exposes)
        return;
    reply_header(reply, "Access-Control-Allow-Origin", "*");
    if (exposes[0])
        reply_header(reply, "Access-Control-Expose-Headers", exposes);
}

static void reply_not_found(const struct exchange *exchange)
{
    struct buffer detail = BUFFER_INIT;

    buffer_append_text(&detail, "There is nothing at this path; there are ");
    route_append_all(&detail);
    buffer_append(&detail, "", 1);
    if (detail.failed)
        reply_no_memory(exchange->reply);
    else
        exchange_fail(exchange, 404, detail.bytes);
    buffer_release(&detail);
}

static void answer_read(const struct exchange *exchange, const struct route *route)
{
    struct api_reply *reply = exchange->reply;

    route->answer(exchange);
    if (reply->status == 404 && !reply->bytes) {
        reply_not_found(exchange);
    } else if (reply->status == 200 || reply->status == 304) {
        caching_headers(exchange, route->caching);
        origin_headers(reply, route->exposes);
    }
}

/* Also the answer to a browser that asks whether a script may ask (CORS preflight). */
static void reply_options(struct api_reply *reply, unsigned methods)
{
    reply->status = 204;
    methods_header(reply, "Allow", methods);
    reply_header(reply, "Access-Control-Allow-Origin", "*");
    methods_header(reply, "Access-Control-Allow-Methods", methods);
    reply_header(reply, "Access-Control-Allow-Headers", "*");
    reply_header(reply, "Access-Control-Max-Age", "86400");
}

static void refuse_method(const struct exchange *exchange, unsigned allowed)
{
    exchange_fail(exchange, 405, "Nothing can be changed here; send GET, HEAD or OPTIONS");
    methods_header(exchange->reply, "Allow", allowed);
}

static void answer_route(struct exchange *exchange, const struct route *route)
{
    enum api_method method = exchange->request->method;

    if (!(route->methods >> method & 1)) {
        refuse_method(exchange, route->methods);
    } else if (method == API_OPTIONS) {
        reply_options(exchange->reply, route->methods);
    } else {
        answer_read(exchange, route);
    }
}

static void answer_target(struct exchange *exchange)
{
    struct slice path = exchange->target->path;
    const struct route *route = route_find(path, exchange->target->plain);
    size_t size;

    if (!route) {
        reply_not_found(exchange);
        return;
    }
    size = strlen(route->path);
    exchange->rest = (struct slice){.bytes = path.bytes + size, .size = path.size - size};
    answer_route(exchange, route);
}

/* Takes some 200 µs for a page of results, as much as finding them; but it is done once, because the
 * reply is cached, and saves four fifths of its bytes. */
static void compress(const struct exchange *exchange)
{
    struct api_reply *reply = exchange->reply;

    if (reply->lasting && reply->status == 200 &&
        (reply->stream || (reply->owned && reply->size >= COMPRESSED_MIN)) &&
        negotiate_takes_gzip(exchange->request->accept_encoding))
        reply_compress(reply);
}

void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply)
{
    struct target target;
    struct budget budget = BUDGET_INIT;
    struct exchange exchange = {.catalog = catalog,
                                .request = request,
                                .target = &target,
                                .budget = &budget,
                                .reply = reply};
    struct reason reason;
    int outcome;

    reply_begin(reply, 200);
    if (request->method == API_OPTIONS && request->target_size == 1 && *request->target == '*') {
        reply_options(reply, ROUTE_READS); /* about the server, not a path */
        return;
    }
    if (request->method == API_CONNECT) {
        refuse_method(&exchange, ROUTE_READS);
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
    reply->steps = budget_spent_all(&budget);
    compress(&exchange);
}

bool api_continue(struct api_reply *reply)
{
    reply->steps = 0;
    return reply_continue(reply);
}

void api_reply_release(struct api_reply *reply)
{
    reply_release(reply);
}

void api_problem(struct api_reply *reply, unsigned status, const char *detail)
{
    reply_begin(reply, status);
    reply_problem(reply, &(struct json_problem){.status = status, .detail = detail});
}
