#ifndef CHARFINDER_SERVER_ANSWERS_CATALOG_H
#define CHARFINDER_SERVER_ANSWERS_CATALOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/search/search_cache.h"

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

/* The counters of one reactor. Only that reactor writes them, with relaxed stores. Any reactor
 * reads them for a status request. */
struct counters {
    _Alignas(64) atomic_uint_least64_t telnet_open; /* sessions open now */
    atomic_uint_least64_t telnet_accepted;          /* since the start */
    atomic_uint_least64_t telnet_refused;           /* those that were told why, and closed */
    atomic_uint_least64_t telnet_queries;
    atomic_uint_least64_t http_open; /* connections open now */
    atomic_uint_least64_t http_accepted;
    atomic_uint_least64_t http_refused;
    atomic_uint_least64_t http_requests;
    atomic_uint_least64_t http_cached;     /* of those, replies from the response cache */
    atomic_uint_least64_t searches_cached; /* results from the search cache, for any service */
};

/* For the owning reactor only: no other thread writes, so no atomic addition is needed. */
static inline void counter_set(atomic_uint_least64_t *counter, uint_least64_t value)
{
    atomic_store_explicit(counter, value, memory_order_relaxed);
}

static inline void counter_add(atomic_uint_least64_t *counter, int64_t change)
{
    uint_least64_t value = atomic_load_explicit(counter, memory_order_relaxed);

    counter_set(counter, value + (uint_least64_t)change);
}

struct catalog {
    enum catalog_state state;
    unsigned progress;             /* percent, 0 to 100, while building */
    struct reason failure;         /* why there is no index, while failed */
    bool leaving;                  /* the daemon is about to stop: clients are to go elsewhere */
    struct charindex *index;       /* borrowed; take a reference to keep it after the call */
    struct search_cache *searches; /* for search_cache_open(); NULL: results are not cached */
    const struct counters *counters;
    size_t reactors; /* number of counters */
    uint64_t uptime; /* seconds since the daemon started */
};

#endif
