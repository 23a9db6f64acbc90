#ifndef CHARFINDER_INDEX_PRESENT_ROW_CACHE_H
#define CHARFINDER_INDEX_PRESENT_ROW_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/search/search.h"

/*
 * The parts of rows that do not depend on the query, as row.h writes them, by document: most of an
 * object, and for the same few thousand well-known characters again and again.
 *
 * A document has one place in a table of fixed size, and the document that was asked for last is there.
 * All rows are of one index: the owner clears the cache when it changes. Short names depend on the
 * reader's language, so only rows for readers of English are cached: most requests ask for no
 * other language. Not thread-safe.
 */

enum { ROW_CACHE_PLACE = 256 }; /* bytes; the parts of 99.8 % of the judged queries' rows fit */

struct row_cache;

/* Takes at most `capacity` bytes, at least one ROW_CACHE_PLACE. Returns NULL when memory ran out. */
struct row_cache *row_cache_new(size_t capacity);
void row_cache_free(struct row_cache *cache); /* NULL is allowed */
void row_cache_clear(struct row_cache *cache);

/* Does it keep rows of this search? NULL does not. */
bool row_cache_fits(const struct row_cache *cache, const struct search *search);

/* The part of the document; of size 0 if it is not there. Borrowed until the next row_cache_put(). */
struct slice row_cache_find(const struct row_cache *cache, uint32_t document);

/* Prefetches the document's place: it will be looked for soon. */
void row_cache_expect(const struct row_cache *cache, uint32_t document);

/* Keeps a part, which must not be empty, unless it is too long. */
void row_cache_put(struct row_cache *cache, uint32_t document, struct slice part);

#endif
