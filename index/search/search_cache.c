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

struct memo {
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

struct memo *memo_new(size_t capacity)
{
    struct memo *memo = calloc(1, sizeof *memo);

    if (!memo)
        return NULL;
    memo->cache = cache_new(capacity, drop);
    if (memo->cache)
        return memo;
    free(memo);
    return NULL;
}

void memo_free(struct memo *memo)
{
    if (!memo)
        return;
    cache_free(memo->cache);
    buffer_release(&memo->name);
    free(memo);
}

void memo_clear(struct memo *memo)
{
    cache_clear(memo->cache);
    memo->index = NULL;
}

/* As long as anything is kept the index lives, and no other one can be at its address. */
static void turn_to(struct memo *memo, struct charindex *index)
{
    if (memo->index == index)
        return;
    memo_clear(memo);
    memo->index = index;
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
        options->languages != NULL,
    };

    name->size = 0;
    buffer_append(name, choices, sizeof choices);
    if (options->languages)
        buffer_append(name, options->languages->bits, sizeof options->languages->bits);
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

static void keep(struct memo *memo, struct search *search)
{
    struct search *kept = malloc(sizeof *kept);

    if (!kept)
        return;
    if (!search_share(search, kept)) {
        free(kept);
        return;
    }
    kept->options.languages = NULL; /* the caller's */
    if (!cache_put(memo->cache, memo->name.bytes, memo->name.size, kept, cost_of(kept)))
        drop(kept);
}

int memo_open(struct memo *memo, struct search *search, struct charindex *index,
              const struct search_options *options, const char *text, size_t size,
              struct query_error *error)
{
    struct search *kept;
    int r;

    if (!memo || !name(&memo->name, options, text, size))
        return search_open(search, index, options, text, size, error);
    turn_to(memo, index);
    kept = cache_find(memo->cache, memo->name.bytes, memo->name.size);
    if (kept && search_share(kept, search)) {
        search->options.languages = options->languages;
        return SEARCH_OK;
    }
    r = search_open(search, index, options, text, size, error);
    if (r == SEARCH_OK && !kept)
        keep(memo, search);
    return r;
}
