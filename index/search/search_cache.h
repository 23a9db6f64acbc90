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

struct memo;

/* Keeps results of up to `capacity` bytes. Returns NULL when memory ran out. */
struct memo *memo_new(size_t capacity);
void memo_free(struct memo *memo); /* NULL is allowed */

/* As search_open(), whose result it may share with others; without a memo (NULL) it is that. */
int memo_open(struct memo *memo, struct search *search, struct charindex *index,
              const struct search_options *options, const char *text, size_t size,
              struct query_error *error);

/* Drops all. */
void memo_clear(struct memo *memo);

#endif
