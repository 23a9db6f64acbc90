/*
 * The routes of HTTP. Answers do not check for HEAD: the transport drops its body, because only the
 * transport can announce the length of a body that it does not send.
 */

#include "server/answers/http/routes.h"

#include <string.h>

#include "server/answers/http/characters.h"
#include "server/answers/http/files.h"
#include "server/answers/http/fonts.h"
#include "server/answers/http/inspect.h"
#include "server/answers/http/lists.h"
#include "server/answers/http/metrics.h"
#include "server/answers/http/openapi.h"
#include "server/answers/http/opensearch.h"
#include "server/answers/http/pages/character_page.h"
#include "server/answers/http/pages/character_path.h"
#include "server/answers/http/pages/page.h"
#include "server/answers/http/pictures.h"
#include "server/answers/http/results.h"
#include "server/answers/http/security.h"
#include "server/answers/http/status.h"
#include "server/answers/http/suggest.h"

#define TAGGED   "ETag, Retry-After"
#define SEARCHED "ETag, Link, Retry-After, X-Suggestion, X-Total-Count"

const struct route routes[] = {
    {"/", "/", page_answer, ROUTE_READS, NULL, ROUTE_BY_INDEX},
    {"/{character}", "/{U+2600 or the character}", character_page_answer, ROUTE_READS, NULL,
     ROUTE_BY_INDEX},
    {"/search", "/search?q=", results_answer_array, ROUTE_READS, SEARCHED, ROUTE_BY_INDEX},
    {"/api/v1/search", "/api/v1/search?q=", results_answer_search, ROUTE_READS, SEARCHED,
     ROUTE_BY_GENERATION},
    {"/api/v1/characters/{character}/glyph.svg", NULL, pictures_answer_svg, ROUTE_READS, TAGGED,
     ROUTE_BY_BYTES},
    {"/api/v1/characters/{character}/glyph.png", NULL, pictures_answer_png, ROUTE_READS, TAGGED,
     ROUTE_BY_BYTES},
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
    {"/openapi.json", "/openapi.json", openapi_answer, ROUTE_READS, "ETag", ROUTE_BY_SITE},
    {"/opensearch.xml", "/opensearch.xml", opensearch_answer, ROUTE_READS, NULL, ROUTE_BY_SITE},
    {"/healthz", "/healthz", status_answer_health, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/readyz", "/readyz", status_answer_ready, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/metrics", "/metrics", metrics_answer, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/.well-known/security.txt", NULL, security_answer, ROUTE_READS, NULL, ROUTE_NOT_CACHED},
    {"/fonts.css", NULL, fonts_answer_css, ROUTE_READS, NULL, ROUTE_BY_FILE},
    {"/fonts/", NULL, fonts_answer_slice, ROUTE_READS, NULL, ROUTE_BY_BYTES},
    {"/robots.txt", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
    {"/favicon.ico", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
    {"/sw.js", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
    {"/static/", NULL, files_answer, ROUTE_READS, NULL, ROUTE_BY_FILE},
};
const size_t route_count = sizeof routes / sizeof *routes;
_Static_assert(sizeof routes / sizeof *routes <= COUNTED_ROUTES, "each route is counted");

const char *route_path(size_t number)
{
    return number < route_count ? routes[number].path : NULL;
}

static bool is_prefix(const struct route *route)
{
    struct slice own = slice_of(route->path);

    return own.size > 1 && own.bytes[own.size - 1] == '/';
}

bool route_is_pattern(const struct route *route)
{
    return route->path[1] == '{';
}

static bool is_between(const struct route *route)
{
    return strchr(route->path, '{') > route->path + 1;
}

/* What is before the name in braces of a path, and after it; without one, all is before it. */
static void split(const struct route *route, struct slice *before, struct slice *after)
{
    const char *name = strchr(route->path, '{');

    *before = slice_of(route->path);
    *after = slice_of("");
    if (!name)
        return;
    before->size = (size_t)(name - route->path);
    *after = slice_of(strchr(name, '}') + 1);
}

struct slice route_rest(const struct route *route, struct slice path)
{
    struct slice before, after;

    split(route, &before, &after);
    return (struct slice){path.bytes + before.size, path.size - before.size - after.size};
}

bool route_asks(const struct route *route)
{
    return (is_prefix(route) || route_is_pattern(route) || is_between(route)) &&
           route->caching != ROUTE_BY_FILE;
}

/* The path's last "/" is one that was not escaped. */
static bool matches_between(const struct route *route, struct slice path, size_t plain)
{
    struct slice before, after;

    split(route, &before, &after);
    return plain == path.size && path.size > before.size + after.size &&
           slice_has_prefix(path, before) &&
           memcmp(path.bytes + path.size - after.size, after.bytes, after.size) == 0;
}

static bool route_matches(const struct route *route, struct slice path, size_t plain)
{
    struct slice own = slice_of(route->path);

    if (is_between(route))
        return matches_between(route, path, plain);
    if (route_is_pattern(route))
        return plain > 0 && !memchr(path.bytes + 1, '/', plain - 1) &&
               character_path_is((struct slice){path.bytes + 1, path.size - 1});
    return own.size <= plain &&
           (is_prefix(route) ? slice_has_prefix(path, own) : slice_equal(path, own));
}

const struct route *route_find(struct slice path, size_t plain)
{
    for (size_t i = 0; i < route_count; i++)
        if (route_matches(&routes[i], path, plain))
            return &routes[i];
    return NULL;
}

void route_append_all(struct buffer *out, struct slice prefix)
{
    size_t left = 0;

    for (size_t i = 0; i < route_count; i++)
        left += routes[i].shown != NULL;
    for (size_t i = 0; i < route_count; i++) {
        if (!routes[i].shown)
            continue;
        buffer_append(out, prefix.bytes, prefix.size);
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
