#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_ROUTES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_ROUTES_H

#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "server/answers/http/exchange.h"

/*
 * The table of routes: which path is answered by what, and all that the replies of a route have in
 * common. A new route is one row, its answer and its documentation.
 */

/* For how long caches may keep a reply of status 200 or 304. */
enum route_caching {
    ROUTE_NOT_CACHED,    /* no-store */
    ROUTE_BY_INDEX,      /* while the index is the same: entity tag, revalidated each time; no-store
                         while there is no index */
    ROUTE_BY_GENERATION, /* the same, and for an hour where the target names the generation */
    ROUTE_BY_HOST, /* for a day, by the client alone, as long as it reaches the server by that name */
    ROUTE_BY_FILE, /* each file has its own entity tag; the answer writes the headers */
};

struct route {
    const char *path;  /* with a final "/", other than "/" itself: all paths that begin with it */
    const char *shown; /* the path as an unknown one is told it; NULL: it is not listed */
    void (*answer)(const struct exchange *exchange); /* leaves 404 without a body where nothing is
                                                        at the path */
    unsigned methods;                                /* a set: bit 1 << enum api_method */
    const char *exposes; /* headers that scripts of other origins may read with the body, "" for
                             none; NULL: they may not read the reply */
    enum route_caching caching;
};

/* What every route allows today. */
enum { ROUTE_READS = 1U << API_GET | 1U << API_HEAD | 1U << API_OPTIONS };

extern const struct route routes[];
extern const size_t route_count;

/* The route of a decoded path, or NULL. The route's own path has to be within the first `plain` bytes,
 * in which no "/" was escaped. */
const struct route *route_find(struct slice path, size_t plain);

/* Appends the paths that an unknown one is told: "/, /search?q=, … and /healthz". */
void route_append_all(struct buffer *out);

/* The names of the methods in the set, "GET, HEAD, OPTIONS", as the parts of a header's value; NULL
 * after the last. */
enum { ROUTE_METHOD_PARTS = 6 };
void route_methods(unsigned methods, const char *parts[static ROUTE_METHOD_PARTS]);

#endif
