#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"

/*
 * Caches results of searches, for repeated searches: the next page of a result, a query that many
 * clients send. Memory is bounded (index/base/cache.h). Not thread-safe.
 *
 * All results are of one index, to which they hold references. The owner must clear the cache when
 * the index changes.
 */

struct search_cache;

/* Returns a cache for up to `capacity` bytes of results, or NULL if memory runs out. */
struct search_cache *search_cache_new(size_t capacity);
void search_cache_free(struct search_cache *searches); /* NULL is allowed */

/* Like search_open(), but the result may share memory with others; release it in the same thread.
 * If `searches` is NULL, this is search_open(). A result from the cache has its full budget left.
 * The index must be the same in all calls until search_cache_clear(). */
int search_cache_open(struct search_cache *searches, struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size,
                      struct query_error *error);

/* As cache_age() and cache_expire() (index/base/cache.h). */
void search_cache_age(struct search_cache *searches);
bool search_cache_expire(struct search_cache *searches, size_t most);

/* Drops all results, and with them every reference to the index. */
void search_cache_clear(struct search_cache *searches);

/* The number of searches opened with a cached result since search_cache_new(). */
uint64_t search_cache_hits(const struct search_cache *searches);
/* And of those that were not cached, and are searches. */
uint64_t search_cache_misses(const struct search_cache *searches);

#endif
