#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "index/search/search.h"

/*
 * Results of searches, cached for a search that is repeated: the next page of a result, a query
 * that many clients send. In bounded memory (index/base/cache.h). Not thread-safe.
 *
 * All its results are of one index, to which it holds references. The owner clears it when the
 * index changes.
 */

struct search_cache;

/* Caches results of up to `capacity` bytes. Returns NULL when memory ran out. */
struct search_cache *search_cache_new(size_t capacity);
void search_cache_free(struct search_cache *searches); /* NULL is allowed */

/* As search_open(), but the result may share memory with others. Without a cache (NULL) it is
 * search_open(). A result that was cached has its budget left. The index must be the same in all calls between two calls of search_cache_clear(). */
int search_cache_open(struct search_cache *searches, struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size,
                      struct query_error *error);

/* Drops all results, and with them every reference to the index. */
void search_cache_clear(struct search_cache *searches);

/* How many searches were opened with a cached result, since the cache was made. */
uint64_t search_cache_hits(const struct search_cache *searches);

#endif
