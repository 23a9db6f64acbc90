#ifndef CHARFINDER_INDEX_BASE_CACHE_H
#define CHARFINDER_INDEX_BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A cache of values by key, in bounded memory. Not thread-safe: each thread has its own, so that
 * none waits for a lock.
 *
 * Eviction is by the CLOCK algorithm (F. J. Corbató, "A paging experiment with the Multics system",
 * 1968), so a hit costs a lookup and one store. Search engines are asked the same queries again and
 * again, and caching whole result pages pays: R. Baeza-Yates et al., "The impact of caching on
 * search engines", 2007.
 */

struct cache;

/* Takes at most `capacity` bytes: the costs of the values, the keys, and its own overhead, all with what
 * the allocator adds. Calls `drop` for every value that it drops. Returns NULL when memory ran out. */
struct cache *cache_new(size_t capacity, void (*drop)(void *value));
void cache_free(struct cache *cache); /* drops all values; NULL is allowed */

/* The value under that key, or NULL. Borrowed until the next cache_put() or cache_clear(). */
void *cache_find(struct cache *cache, const char *key, size_t size);

/* Adds a value that takes `cost` bytes (allocated.h), under a key that is not in the cache. Returns true if the
 * cache now owns the value; false if it remains the caller's, because it takes more than an eighth
 * of the capacity, or because memory ran out. */
bool cache_put(struct cache *cache, const char *key, size_t size, void *value, size_t cost);

/* Values age: one that was neither added nor found since the last but one cache_age() is expired. */
void cache_age(struct cache *cache);
/* Drops up to `most` expired values. Returns whether some are left. */
bool cache_expire(struct cache *cache, size_t most);

/* Drops all values. */
void cache_clear(struct cache *cache);

/* Bytes in use. */
size_t cache_size(const struct cache *cache);

#endif
