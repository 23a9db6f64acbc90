#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ROUTES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "server/answers/http/base/exchange.h"

/*
 * The table of routes: paths, their answers, and everything that the replies of a route share. A
 * new route takes one row, its answer and its documentation.
 */

/* How long caches may keep a reply of status 200 or 304. */
enum route_caching {
    ROUTE_NOT_CACHED,    /* no-store */
    ROUTE_BY_INDEX,      /* for a minute, then by entity tag, which is the index's; no-store while
                            there is no index */
    ROUTE_BY_GENERATION, /* the same; forever if the target contains the generation */
    ROUTE_BY_SITE,  /* for a day, then by entity tag; privately unless the site is configured */
    ROUTE_BY_FILE,  /* each file has its own entity tag; the answer writes the headers */
    ROUTE_BY_BYTES, /* the same for what is made of what somebody looks up */
};

struct route {
    const char *path;  /* a final "/", except in "/" itself, matches every path with this prefix;
                          "/…/{name}/…" any text in this place; "/{character}" what character_path_is() accepts after the "/" */
    const char *shown; /* the path as a 404 reply lists it; NULL: not listed */
    void (*answer)(const struct exchange *exchange); /* leaves 404 without a body if there is
                                                        nothing at the path */
    unsigned methods;                                /* a bit set of 1 << enum api_method */
    const char *exposes; /* headers that scripts of other origins may read along with the body,
                            "" for none; NULL: they may not read the reply */
    enum route_caching caching;
};

/* The methods that every route allows. */
enum { ROUTE_READS = 1U << API_GET | 1U << API_HEAD | 1U << API_OPTIONS };

extern const struct route routes[];
extern const size_t route_count;

/* The route of a decoded path, or NULL. The route's own path has to be within the first `plain` bytes,
 * in which no "/" was escaped. */
const struct route *route_find(struct slice path, size_t plain);

/* Is its path a pattern, which says what may stand there? */
bool route_is_pattern(const struct route *route);

/* What of a path that the route matches is for its answer: what follows the route's own path, or is in the
 * place of its name in braces. */
struct slice route_rest(const struct route *route, struct slice path);

/* The path of a route by its number in the table; NULL: there is none with that number. */
const char *route_path(size_t number);

/* Is the rest of a path what somebody looks up? That is personal. */
bool route_asks(const struct route *route);

/* Appends the paths that a 404 reply lists, each below the prefix: "/, /search?q=, … and /readyz". */
void route_append_all(struct buffer *out, struct slice prefix);

/* Writes the methods of the set, "GET, HEAD, OPTIONS", as parts of a header value; NULL ends
 * them. */
enum { ROUTE_METHOD_PARTS = 6 };
void route_methods(unsigned methods, const char *parts[static ROUTE_METHOD_PARTS]);

#endif
