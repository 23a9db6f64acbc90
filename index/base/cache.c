/*
 * A hash table (uthash, which also keeps its elements in insertion order) whose oldest element is
 * the hand of the clock. Keys come from clients, so the hash is seeded.
 */

#include "index/base/cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "index/base/checksum.h"

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

/* One value may take this fraction of the capacity, so that a large page does not evict
 * hundreds. */
enum { SHARE = 8 };

struct entry {
    UT_hash_handle hh;
    void *value;
    size_t cost;  /* of the value, the key and this */
    bool used;    /* since the hand last passed */
    unsigned age; /* the cache's, when it was last used */
    unsigned hash;
    size_t key_size;
    char key[];
};

struct cache {
    struct entry *entries;
    size_t size, capacity; /* bytes */
    unsigned age;          /* wraps */
    uint64_t seed;
    void (*drop)(void *value);
};

struct cache *cache_new(size_t capacity, void (*drop)(void *value))
{
    struct cache *cache = malloc(sizeof *cache);

    if (!cache)
        return NULL;
    *cache = (struct cache){.capacity = capacity, .drop = drop};
    /* If the kernel does not have random bytes yet, the address is the next best seed. */
    if (getrandom(&cache->seed, sizeof cache->seed, GRND_NONBLOCK) != (ssize_t)sizeof cache->seed)
        cache->seed = (uintptr_t)cache;
    return cache;
}

/* The analyzer does not see that HASH_DELETE() moves the head on, and warns of what is freed.
 * NOLINTBEGIN(clang-analyzer-unix.Malloc) */

static void remove_entry(struct cache *cache, struct entry *entry)
{
    HASH_DELETE(hh, cache->entries, entry);
    cache->size -= entry->cost;
    cache->drop(entry->value);
    free(entry);
}

void cache_clear(struct cache *cache)
{
    while (cache->entries)
        remove_entry(cache, cache->entries);
    assert(cache->size == 0);
}

void cache_age(struct cache *cache)
{
    cache->age++;
}

bool cache_expire(struct cache *cache, size_t most)
{
    struct entry *entry, *next;
    size_t dropped = 0;

    HASH_ITER(hh, cache->entries, entry, next)
    {
        if (cache->age - entry->age < 2)
            continue;
        if (dropped++ == most)
            return true;
        remove_entry(cache, entry);
    }
    return false;
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
    free(cache);
}

size_t cache_size(const struct cache *cache)
{
    return cache->size;
}

void *cache_find(struct cache *cache, const char *key, size_t size)
{
    unsigned hash = checksum_hash_seeded(key, size, cache->seed);
    struct entry *entry;

    HASH_FIND_BYHASHVALUE(hh, cache->entries, key, size, hash, entry);
    if (!entry)
        return NULL;
    entry->used = true;
    entry->age = cache->age;
    return entry->value;
}

/* Returns false, with the cache unchanged, when memory for the table ran out. */
static bool append(struct cache *cache, struct entry *entry)
{
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, cache->entries, entry->key, entry->key_size, entry->hash,
                                entry);
    return entry->hh.tbl;
}

/* Advances the hand by one: evicts the oldest entry or, if it was used, makes it the youngest. */
static void turn(struct cache *cache)
{
    struct entry *oldest = cache->entries;

    if (!oldest->used) {
        remove_entry(cache, oldest);
        return;
    }
    oldest->used = false;
    HASH_DELETE(hh, cache->entries, oldest);
    if (!append(cache, oldest)) {
        cache->size -= oldest->cost;
        cache->drop(oldest->value);
        free(oldest);
    }
}

/* NOLINTEND(clang-analyzer-unix.Malloc) */

bool cache_put(struct cache *cache, const char *key, size_t size, void *value, size_t cost)
{
    struct entry *entry;
    size_t total = sizeof *entry + size + cost;

    if (cost > cache->capacity || size > cache->capacity || total > cache->capacity / SHARE)
        return false;
    entry = malloc(sizeof *entry + size);
    if (!entry)
        return false;
    *entry = (struct entry){
        .value = value,
        .cost = total,
        .age = cache->age,
        .hash = checksum_hash_seeded(key, size, cache->seed),
        .key_size = size,
    };
    memcpy(entry->key, key, size);
    while (cache->entries && cache->size + total > cache->capacity)
        turn(cache);
    if (!append(cache, entry)) {
        free(entry);
        return false;
    }
    cache->size += total;
    return true;
}
