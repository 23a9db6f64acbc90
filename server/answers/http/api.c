/*
 * A request to its reply: the target is decoded, its route found and the method checked before the
 * route's answer sees anything. Headers that all replies of a route have in common are written here,
 * after the answer, from the table of routes: a reply of status 200 or 304 gets them, any other one
 * has brought its own.
 */

#include "server/answers/http/api.h"

#include <assert.h>
#include <string.h>

#include "server/answers/http/base/exchange.h"
#include "server/answers/http/base/reply.h"
#include "server/answers/http/pages/problem_page.h"
#include "server/answers/http/request/negotiate.h"
#include "server/answers/http/routes.h"

enum {
    COMPRESSED_MIN = 1024, /* bytes; fewer fit into a packet uncompressed */
    REDIRECTED_MAX = 4096, /* bytes of the query in an address that a client is sent to */
};

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
    case ROUTE_BY_SITE:
        exchange_site_headers(exchange);
        return;
    case ROUTE_BY_FILE:
    case ROUTE_BY_BYTES:
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

    if (negotiate_page(exchange->request->accept)) { /* the list is for programmers */
        exchange_fail(exchange, 404, "There is nothing at this address");
        return;
    }
    buffer_append_text(&detail, "There is nothing at this path; there are ");
    route_append_all(&detail, exchange->request->site.prefix);
    buffer_append(&detail, "", 1);
    if (detail.failed)
        reply_no_memory(exchange->reply);
    else
        exchange_fail(exchange, 404, detail.bytes);
    buffer_release(&detail);
}

/* RFC 9110, section 13.1.1. A reply without a tag has none that could be named. */
static bool precondition_holds(const struct exchange *exchange)
{
    const struct api_reply *reply = exchange->reply;
    const char *if_match = exchange->request->if_match, *etag = "";

    if (!if_match)
        return true;
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "ETag") == 0)
            etag = reply->headers[i].value;
    return negotiate_has_strong_etag(if_match, etag);
}

static void refuse_precondition(const struct exchange *exchange)
{
    exchange_fail(exchange, 412,
                  "If-Match names no entity tag of this answer, whose tag may be weak; send the "
                  "request without If-Match");
}

/* Conditions count only where the reply would be a success without them (RFC 9110, section
 * 13.2.1). */
static void answer_read(const struct exchange *exchange, const struct route *route)
{
    struct api_reply *reply = exchange->reply;

    route->answer(exchange);
    if (reply->status == 404 && !reply->bytes) {
        reply_not_found(exchange);
    } else if (reply->status == 200 || reply->status == 304) {
        caching_headers(exchange, route->caching);
        origin_headers(reply, route->exposes);
        if (!precondition_holds(exchange))
            refuse_precondition(exchange);
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

/* Sends a client that asks for the prefix itself to the page: the links of the page are relative to a
 * path that ends with "/". Returns false if the address is too long; no link to the page is. */
static bool reply_page_address(const struct exchange *exchange)
{
    const struct api_request *request = exchange->request;
    const char *query = memchr(request->target, '?', request->target_size);
    size_t size = query ? request->target_size - (size_t)(query - request->target) : 0;
    struct slice prefix = request->site.prefix;

    if (size > REDIRECTED_MAX)
        return false;
    exchange->reply->status = 308;
    reply_header_format(exchange->reply, "Location", "%.*s/%.*s", (int)prefix.size, prefix.bytes,
                        (int)size, query ? query : "");
    reply_header(exchange->reply, "Cache-Control", "no-store");
    return true;
}

/* A proxy may pass paths on with the prefix or without it. Takes the prefix off the path if something
 * is there below it. Returns true if the reply is complete: the path is the prefix, without "/". */
static bool leave_prefix(const struct exchange *exchange, struct target *target)
{
    size_t size = site_prefix_of(&exchange->request->site, target->path, target->plain);
    struct slice inside = {target->path.bytes + size, target->path.size - size};
    const struct route *outside;

    if (size == 0)
        return false;
    if (inside.size == 0) {
        outside = route_find(target->path, target->plain);
        return (!outside || route_is_pattern(outside)) && reply_page_address(exchange);
    }
    if (route_find(inside, target->plain - size)) {
        target->path = inside;
        target->plain -= size;
    }
    return false;
}

static void answer_target(struct exchange *exchange)
{
    struct slice path = exchange->target->path;
    const struct route *route = route_find(path, exchange->target->plain);

    if (!route) {
        reply_not_found(exchange);
        return;
    }
    exchange->rest = route_rest(route, path);
    answer_route(exchange, route);
    exchange->reply->route = (unsigned)(route - routes);
}

/* Takes some 200 µs for a page of results, as much as finding them; but it is done once where the reply is
 * cached, and saves four fifths of its bytes. */
static void compress(const struct exchange *exchange)
{
    struct api_reply *reply = exchange->reply;

    struct accepted accepted;

    if (!reply->compressible || reply->status != 200 || !(reply->stream || reply->owned))
        return;
    accepted = negotiate_coding(exchange->request->accept_encoding, ~0U);
    if (accepted.coding != CODING_IDENTITY &&
        (reply->stream || reply->size >= COMPRESSED_MIN || !accepted.identity))
        reply_compress(reply, accepted.coding);
}

static void answer(const struct catalog *catalog, const struct api_request *request,
                   struct api_reply *reply)
{
    struct target target;
    struct budget budget = BUDGET_INIT;
    struct exchange exchange = {.catalog = catalog,
                                .request = request,
                                .target = &target,
                                .budget = &budget,
                                .reply = reply,
                                .route_path = route_path};
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
    if (!leave_prefix(&exchange, &target))
        answer_target(&exchange);
    target_release(&target);
    reply->steps = budget_spent_all(&budget);
    compress(&exchange);
}

void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply)
{
    answer(catalog, request, reply);
    problem_page_offer(request, reply);
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

void api_refuse(const struct api_request *request, struct api_reply *reply, unsigned status,
                const char *detail)
{
    api_problem(reply, status, detail);
    problem_page_offer(request, reply);
}
