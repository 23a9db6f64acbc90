/*
 * A result depends only on the index, the options and the text of the query. All results in the
 * cache are of one index; options and text are the key.
 */

#include "index/search/search_cache.h"

#include <stdlib.h>

#include "index/base/allocated.h"
#include "index/base/buffer.h"
#include "index/base/cache.h"

struct search_cache {
    struct cache *cache; /* struct search */
    struct buffer key;   /* of the current search */
    uint64_t hits, misses;
};

static void drop(void *value)
{
    struct search *search = value;

    search_release(search);
    free(search);
}

struct search_cache *search_cache_new(size_t capacity)
{
    struct search_cache *searches = calloc(1, sizeof *searches);

    if (!searches)
        return NULL;
    searches->cache = cache_new(capacity, drop);
    if (searches->cache)
        return searches;
    free(searches);
    return NULL;
}

void search_cache_free(struct search_cache *searches)
{
    if (!searches)
        return;
    cache_free(searches->cache);
    buffer_release(&searches->key);
    free(searches);
}

void search_cache_age(struct search_cache *searches)
{
    cache_age(searches->cache);
}

bool search_cache_expire(struct search_cache *searches, size_t most)
{
    return cache_expire(searches->cache, most);
}

void search_cache_clear(struct search_cache *searches)
{
    cache_clear(searches->cache);
}

uint64_t search_cache_hits(const struct search_cache *searches)
{
    return searches->hits;
}

uint64_t search_cache_misses(const struct search_cache *searches)
{
    return searches->misses;
}

/* Options, then text. */
static bool make_key(struct buffer *key, const struct search_options *options, const char *text,
                     size_t size)
{
    const unsigned char choices[] = {
        (unsigned char)options->scope,
        (unsigned char)options->sort,
        options->unfold,
        options->explain,
        !languages_empty(&options->languages),
    };

    buffer_clear(key);
    buffer_append(key, choices, sizeof choices);
    if (!languages_empty(&options->languages))
        buffer_append(key, options->languages.bits, sizeof options->languages.bits);
    buffer_append(key, &options->preferred, sizeof options->preferred);
    buffer_append(key, text, size);
    return !key->failed;
}

/* The bytes that the cached result takes, without the index. */
static size_t cost_of(struct search *search)
{
    return allocated(search) + allocated(search->result.owned) + allocated(search->plan) +
           parts_size(search->parts) + allocated(search->wider) + allocated(search->nothing) +
           allocated(search->suggestion) + allocated(search->sharers);
}

/* Caches the search under the current key, unless memory runs out. */
static void add(struct search_cache *searches, struct search *search)
{
    struct search *cached = malloc(sizeof *cached);

    if (!cached)
        return;
    search_trim(search);
    if (!search_share(search, cached)) {
        free(cached);
        return;
    }
    if (!cache_put(searches->cache, searches->key.bytes, searches->key.size, cached,
                   cost_of(cached)))
        drop(cached);
}

int search_cache_open(struct search_cache *searches, struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size,
                      struct query_error *error)
{
    struct search *cached;
    int r;

    if (!searches || !make_key(&searches->key, options, text, size))
        return search_open(search, index, options, text, size, error);
    cached = cache_find(searches->cache, searches->key.bytes, searches->key.size);
    if (cached && search_share(cached, search)) {
        searches->hits++;
        search->budget = (struct budget)BUDGET_INIT;
        return SEARCH_OK;
    }
    r = search_open(search, index, options, text, size, error);
    if (r == SEARCH_OK && !cached) {
        searches->misses++;
        add(searches, search);
    }
    return r;
}
