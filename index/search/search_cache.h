#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_CACHE_H

#include <stddef.h>

#include "index/search/search.h"

/*
 * Results of searches, kept for who asks the same again: the next page of a result, a query that
 * many have. One thread's own, in bounded memory (index/base/cache.h).
 *
 * It holds references to the index that its results are of, and lets go of them when a search of
 * another index is opened, or when it is told.
 */

struct search_cache;

/* Keeps results of up to `capacity` bytes. Returns NULL when memory ran out. */
struct search_cache *search_cache_new(size_t capacity);
void search_cache_free(struct search_cache *searches); /* NULL is allowed */

/* As search_open(), whose result it may share with others; without a memo (NULL) it is that. */
int search_cache_open(struct search_cache *searches, struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size,
                      struct query_error *error);

/* Drops all. */
void search_cache_clear(struct search_cache *searches);

#endif
