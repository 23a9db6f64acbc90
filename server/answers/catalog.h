#ifndef CHARFINDER_SERVER_ANSWERS_CATALOG_H
#define CHARFINDER_SERVER_ANSWERS_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/search/search_cache.h"
#include "server/answers/counters.h"
#include "server/base/process.h"

/*
 * What answers may know about the daemon: the current index, and the figures that /api/v1/status
 * and :status show. Plain data that the reactor passes to every answer. An answer has no other
 * source.
 */

enum catalog_state {
    CATALOG_BUILDING, /* no index yet; see progress */
    CATALOG_READY,    /* index is not NULL */
    CATALOG_FAILED,   /* no index, and none is being built; see failure */
};

struct edition;
struct row_cache;
struct font_set;
struct font_demand;
struct wish_store;
struct wall;

struct catalog {
    enum catalog_state state;
    unsigned progress;             /* percent, 0 to 100, while building */
    struct reason failure;         /* why there is no index, while failed */
    bool leaving;                  /* the daemon is about to stop: clients are to go elsewhere */
    struct charindex *index;       /* borrowed; take a reference to keep it after the call */
    struct wall *wall;             /* of the index, borrowed; NULL: the start page has none */
    struct search_cache *searches; /* for search_cache_open(); NULL: results are not cached */
    struct row_cache *rows;        /* of the index, borrowed; NULL: rows are not cached */
    const struct counters *counters;
    size_t reactors;                 /* number of counters */
    struct edition *const *editions; /* files of the page of earlier versions, borrowed */
    size_t edition_count;
    struct font_set *fonts;          /* slices of fonts; NULL: none yet */
    struct font_demand *font_demand; /* which ones are wanted; NULL: none will be made */
    struct wish_store *wishes;       /* of pictures and slices, borrowed; NULL: none is fulfilled */
    uint64_t uptime;                 /* seconds since the daemon started */
    uint64_t fetched;                /* the uptime when the index was fetched */
    const char *security_contact;    /* a URI, or NULL */
    const struct process_figures
        *process; /* of the daemon, as it was last looked at; NULL: unknown */
};

#endif
