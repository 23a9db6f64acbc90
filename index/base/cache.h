#ifndef CHARFINDER_INDEX_BASE_CACHE_H
#define CHARFINDER_INDEX_BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What was made before, by name, in bounded memory; for one thread, so that nobody waits for it.
 *
 * When it is full, what was not asked for since it was last passed over goes first (the CLOCK
 * algorithm: F. J. Corbató, "A paging experiment with the Multics system", 1968): a hit costs a
 * lookup and one store. That search engines are asked the same again and again, and that caching
 * whole result pages pays: R. Baeza-Yates et al., "The impact of caching on search engines", 2007.
 */

struct cache;

/* Keeps at most `capacity` bytes: the costs of the values, the keys, and its own. `drop` is told
 * of every value that it lets go. Returns NULL when memory ran out. */
struct cache *cache_new(size_t capacity, void (*drop)(void *value));
void cache_free(struct cache *cache); /* drops all; NULL is allowed */

/* The value of that name, borrowed until the next cache_put() or cache_clear(); or NULL. */
void *cache_find(struct cache *cache, const char *key, size_t size);

/* Keeps a value that takes `cost` bytes under a name that it has no value of. True: the value is the
 * cache's. False: it remains the caller's, because it takes more than an eighth of all, or memory
 * ran out. */
bool cache_put(struct cache *cache, const char *key, size_t size, void *value, size_t cost);

/* Drops all. */
void cache_clear(struct cache *cache);

/* Bytes kept now. */
size_t cache_size(const struct cache *cache);

#endif
