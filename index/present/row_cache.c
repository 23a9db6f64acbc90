/*
 * A table without chains: a document that is not in its place is not in the table, so finding one costs
 * one comparison, and nothing is allocated after the start.
 */

#include "index/present/row_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/match/preference.h"

enum { CACHE_LINE = 64 }; /* bytes of the processor's cache; another size would only be slower */

struct place {
    uint32_t document;
    uint16_t size; /* 0: the place is free */
    char part[ROW_CACHE_PLACE - sizeof(uint32_t) - sizeof(uint16_t)];
};

_Static_assert(sizeof(struct place) == ROW_CACHE_PLACE, "no padding");

struct row_cache {
    size_t count;
    struct place places[];
};

struct row_cache *row_cache_new(size_t capacity)
{
    const size_t count = capacity / sizeof(struct place);
    /* The kernel gives memory only for places that are taken. */
    struct row_cache *cache = calloc(1, sizeof *cache + count * sizeof cache->places[0]);

    assert(count > 0);
    if (cache)
        cache->count = count;
    return cache;
}

void row_cache_free(struct row_cache *cache)
{
    free(cache);
}

void row_cache_clear(struct row_cache *cache)
{
    for (size_t i = 0; i < cache->count; i++)
        cache->places[i].size = 0;
}

bool row_cache_fits(const struct row_cache *cache, const struct search *search)
{
    const struct search_options english = {.scope = search->options.scope};
    const struct preference usual = preference_of(search->index, &english);
    const struct preference wanted = preference_of(search->index, &search->options);

    return cache && memcmp(&usual.first, &wanted.first, sizeof usual.first) == 0;
}

/* Fibonacci hashing: D. E. Knuth, The Art of Computer Programming, vol. 3, 6.4. Neighbours, which stand
 * on the same page, get places far apart. */
static struct place *place_of(const struct row_cache *cache, uint32_t document)
{
    const uint32_t hash = document * UINT32_C(2654435769);

    return (struct place *)&cache->places[(uint64_t)hash * cache->count >> 32];
}

struct slice row_cache_find(const struct row_cache *cache, uint32_t document)
{
    const struct place *place = place_of(cache, document);

    return place->document == document ? (struct slice){.bytes = place->part, .size = place->size}
                                       : (struct slice){.bytes = "", .size = 0};
}

void row_cache_expect(const struct row_cache *cache, uint32_t document)
{
    const char *place = (const char *)place_of(cache, document);

    for (size_t line = 0; line < ROW_CACHE_PLACE; line += CACHE_LINE)
        __builtin_prefetch(place + line);
}

void row_cache_put(struct row_cache *cache, uint32_t document, struct slice part)
{
    struct place *place = place_of(cache, document);

    if (part.size > sizeof place->part)
        return;
    place->document = document;
    place->size = (uint16_t)part.size;
    memcpy(place->part, part.bytes, part.size);
}
