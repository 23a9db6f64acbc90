/*
 * A result is decided by the index, the options and the text of the query, and by nothing else: the
 * index is one for all that is kept, the others are the name.
 */

#include "index/search/search_cache.h"

#include <stdlib.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/cache.h"
#include "index/search/plan.h"

struct search_cache {
    struct cache *cache; /* struct search */
    struct charindex *index;
    struct buffer name; /* of the search at hand */
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
    buffer_release(&searches->name);
    free(searches);
}

void search_cache_clear(struct search_cache *searches)
{
    cache_clear(searches->cache);
    searches->index = NULL;
}

/* As long as anything is kept the index lives, and no other one can be at its address. */
static void turn_to(struct search_cache *searches, struct charindex *index)
{
    if (searches->index == index)
        return;
    search_cache_clear(searches);
    searches->index = index;
}

/* Options, then text. */
static bool name(struct buffer *name, const struct search_options *options, const char *text,
                 size_t size)
{
    const unsigned char choices[] = {
        (unsigned char)options->scope,
        (unsigned char)options->sort,
        options->unfold,
        options->explain,
        !languages_empty(&options->languages),
    };

    name->size = 0;
    buffer_append(name, choices, sizeof choices);
    if (!languages_empty(&options->languages))
        buffer_append(name, options->languages.bits, sizeof options->languages.bits);
    buffer_append(name, text, size);
    return !name->failed;
}

/* What the result takes, beside the index. */
static size_t cost_of(const struct search *search)
{
    size_t cost = sizeof *search;

    if (search->owned)
        cost += search->result.count * sizeof *search->owned;
    if (search->plan)
        cost += plan_size(search->plan);
    if (search->suggestion)
        cost += strlen(search->suggestion) + 1;
    return cost;
}

static void keep(struct search_cache *searches, struct search *search)
{
    struct search *kept = malloc(sizeof *kept);

    if (!kept)
        return;
    if (!search_share(search, kept)) {
        free(kept);
        return;
    }
    if (!cache_put(searches->cache, searches->name.bytes, searches->name.size, kept, cost_of(kept)))
        drop(kept);
}

int search_cache_open(struct search_cache *searches, struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size,
                      struct query_error *error)
{
    struct search *kept;
    int r;

    if (!searches || !name(&searches->name, options, text, size))
        return search_open(search, index, options, text, size, error);
    turn_to(searches, index);
    kept = cache_find(searches->cache, searches->name.bytes, searches->name.size);
    if (kept && search_share(kept, search))
        return SEARCH_OK;
    r = search_open(search, index, options, text, size, error);
    if (r == SEARCH_OK && !kept)
        keep(searches, search);
    return r;
}
