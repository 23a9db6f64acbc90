/*
 * The routes of HTTP. Answers do not check for HEAD: the transport drops its body, because only the
 * transport can announce the length of a body that it does not send.
 */

#include "server/answers/http/routes.h"

#include <string.h>

#include "server/answers/http/characters.h"
#include "server/answers/http/files.h"
#include "server/answers/http/inspect.h"
#include "server/answers/http/lists.h"
#include "server/answers/http/opensearch.h"
#include "server/answers/http/page.h"
#include "server/answers/http/results.h"
#include "server/answers/http/status.h"
#include "server/answers/http/suggest.h"

#define TAGGED   "ETag, Retry-After"
#define SEARCHED "ETag, Link, Retry-After, X-Suggestion, X-Total-Count"

const struct route routes[] = {
    {"/", "/", page_answer, ROUTE_READS, NULL, ROUTE_BY_INDEX},
    {"/search", "/search?q=", results_answer_array, ROUTE_READS, SEARCHED, ROUTE_BY_INDEX},
    {"/api/v1/search", "/api/v1/search?q=", results_answer_search, ROUTE_READS, SEARCHED,
     ROUTE_BY_GENERATION},
    {"/api/v1/characters/", "/api/v1/characters/{U+2600 or the character}", characters_answer,
     ROUTE_READS, "ETag", ROUTE_BY_INDEX},
    {"/api/v1/inspect", "/api/v1/inspect?text=", inspect_answer, ROUTE_READS, TAGGED,
     ROUTE_BY_INDEX},
    {"/api/v1/suggest", "/api/v1/suggest?q=", suggest_answer, ROUTE_READS, TAGGED, ROUTE_BY_INDEX},
    {"/api/v1/blocks", "/api/v1/blocks", lists_answer_blocks, ROUTE_READS, TAGGED, ROUTE_BY_INDEX},
    {"/api/v1/scripts", "/api/v1/scripts", lists_answer_scripts, ROUTE_READS, TAGGED,
     ROUTE_BY_INDEX},
    {"/api/v1/categories", "/api/v1/categories", lists_answer_categories, ROUTE_READS, TAGGED,
     ROUTE_BY_INDEX},
    {"/api/v1/status", "/api/v1/status", status_answer, ROUTE_READS, "", ROUTE_NOT_CACHED},
    {"/opensearch.xml", "/opensearch.xml", opensearch_answer, ROUTE_READS, NULL, ROUTE_BY_HOST},
    {"/healthz", "/healthz", status_answer_health, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/readyz", "/readyz", status_answer_ready, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/sw.js", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
    {"/static/", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
};
const size_t route_count = sizeof routes / sizeof *routes;

static bool route_matches(const struct route *route, struct slice path, size_t plain)
{
    struct slice own = slice_of(route->path);
    bool is_prefix = own.size > 1 && own.bytes[own.size - 1] == '/';

    return own.size <= plain && (is_prefix ? slice_has_prefix(path, own) : slice_equal(path, own));
}

const struct route *route_find(struct slice path, size_t plain)
{
    for (size_t i = 0; i < route_count; i++)
        if (route_matches(&routes[i], path, plain))
            return &routes[i];
    return NULL;
}

void route_append_all(struct buffer *out)
{
    size_t left = 0;

    for (size_t i = 0; i < route_count; i++)
        left += routes[i].shown != NULL;
    for (size_t i = 0; i < route_count; i++) {
        if (!routes[i].shown)
            continue;
        buffer_append_text(out, routes[i].shown);
        left--;
        if (left > 0)
            buffer_append_text(out, left > 1 ? ", " : " and ");
    }
}

void route_methods(unsigned methods, const char *parts[static ROUTE_METHOD_PARTS])
{
    static const char *const names[] = {
        [API_GET] = "GET", [API_HEAD] = "HEAD", [API_OPTIONS] = "OPTIONS"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(methods >> i & 1))
            continue;
        methods &= ~(1U << i);
        *parts++ = names[i];
        if (methods)
            *parts++ = ", ";
    }
    *parts = NULL;
}
