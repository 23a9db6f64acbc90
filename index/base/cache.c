/*
 * A hash table with open addressing, and the values in a list by age, whose oldest is the hand of the
 * clock. A lookup that hits reads one slot and one entry: its cost is the memory that it
 * touches. Linear probing and removal: D. E. Knuth, The Art of Computer Programming, vol. 3, 6.4,
 * algorithms L and R. Keys come from clients, so the hash is seeded.
 */

#include "index/base/cache.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/random.h>

#include "index/base/allocated.h"
#include "index/base/checksum.h"

enum {
    SHARE = 8, /* one value may take this fraction of the capacity, so that a large page does not
                        evict hundreds */
    SLOTS_MIN = 64,  /* a power of two, as all sizes of the table */
    SLOTS_A_KEY = 2, /* at least: a probe finds its entry in the first or second slot */
};

struct entry {
    void *value;
    unsigned hash;
    unsigned age; /* the cache's, when it was last used */
    bool used;    /* since the hand last passed */
    size_t key_size;
    size_t cost; /* of the value and of this, with its key */
    TAILQ_ENTRY(entry) by_age;
    char key[];
};

struct slot {
    struct entry *entry; /* NULL: free */
    unsigned hash;       /* the entry's */
};

struct cache {
    struct slot *slots;                 /* NULL as long as nothing was added */
    size_t mask;                        /* the number of slots - 1 */
    size_t count;                       /* of the entries */
    TAILQ_HEAD(entries, entry) entries; /* the oldest first */
    size_t size, capacity;              /* bytes; size is that of the entries */
    unsigned age;                       /* wraps */
    uint64_t seed;
    void (*drop)(void *value);
};

struct cache *cache_new(size_t capacity, void (*drop)(void *value))
{
    struct cache *cache = malloc(sizeof *cache);

    if (!cache)
        return NULL;
    *cache = (struct cache){.capacity = capacity, .drop = drop};
    TAILQ_INIT(&cache->entries);
    /* If the kernel does not have random bytes yet, the address is the next best seed. */
    if (getrandom(&cache->seed, sizeof cache->seed, GRND_NONBLOCK) != (ssize_t)sizeof cache->seed)
        cache->seed = (uintptr_t)cache;
    return cache;
}

/* The analyzer does not see that TAILQ_REMOVE() moves the head on, and warns of what is freed.
 * NOLINTBEGIN(clang-analyzer-unix.Malloc) */

/*
 * The table.
 */

/* The first free slot for this hash. There is one. */
static struct slot *free_slot(const struct cache *cache, unsigned hash)
{
    size_t at = hash & cache->mask;

    while (cache->slots[at].entry)
        at = (at + 1) & cache->mask;
    return &cache->slots[at];
}

/* Returns false, with the table unchanged, when memory ran out. */
static bool grow(struct cache *cache)
{
    const size_t count = cache->slots ? 2 * (cache->mask + 1) : SLOTS_MIN;
    struct slot *slots = calloc(count, sizeof *slots);
    struct entry *entry;

    if (!slots)
        return false;
    free(cache->slots);
    cache->slots = slots;
    cache->mask = count - 1;
    TAILQ_FOREACH(entry, &cache->entries, by_age)
    {
        *free_slot(cache, entry->hash) = (struct slot){.entry = entry, .hash = entry->hash};
    }
    return true;
}

static size_t slot_of(const struct cache *cache, const struct entry *entry)
{
    size_t at = entry->hash & cache->mask;

    while (cache->slots[at].entry != entry)
        at = (at + 1) & cache->mask;
    return at;
}

/* Entries after the freed slot move up to it, unless that is before the first slot of their hash. */
static void free_slot_of(struct cache *cache, const struct entry *entry)
{
    struct slot *slots = cache->slots;
    size_t hole = slot_of(cache, entry);

    for (size_t at = (hole + 1) & cache->mask; slots[at].entry; at = (at + 1) & cache->mask) {
        size_t from_home = (at - slots[at].hash) & cache->mask;

        if (from_home < ((at - hole) & cache->mask))
            continue;
        slots[hole] = slots[at];
        hole = at;
    }
    slots[hole].entry = NULL;
}

static void remove_entry(struct cache *cache, struct entry *entry)
{
    free_slot_of(cache, entry);
    TAILQ_REMOVE(&cache->entries, entry, by_age);
    cache->count--;
    cache->size -= entry->cost;
    cache->drop(entry->value);
    free(entry);
}

void cache_clear(struct cache *cache)
{
    struct entry *entry, *next;

    for (entry = TAILQ_FIRST(&cache->entries); entry; entry = next) {
        next = TAILQ_NEXT(entry, by_age);
        cache->drop(entry->value);
        free(entry);
    }
    TAILQ_INIT(&cache->entries);
    free(cache->slots);
    cache->slots = NULL;
    cache->mask = cache->count = cache->size = 0;
}

void cache_age(struct cache *cache)
{
    cache->age++;
}

bool cache_expire(struct cache *cache, size_t most)
{
    struct entry *entry, *next;
    size_t dropped = 0;

    for (entry = TAILQ_FIRST(&cache->entries); entry; entry = next) {
        next = TAILQ_NEXT(entry, by_age);
        if (cache->age - entry->age < 2)
            continue;
        if (dropped++ == most)
            return true;
        remove_entry(cache, entry);
    }
    if (cache->count == 0)
        cache_clear(cache); /* the table, too */
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
    return cache->size + allocated(cache->slots);
}

static bool has_key(const struct entry *entry, const char *key, size_t size)
{
    return entry->key_size == size && memcmp(entry->key, key, size) == 0;
}

void *cache_find(struct cache *cache, const char *key, size_t size)
{
    unsigned hash = checksum_hash_seeded(key, size, cache->seed);
    const struct slot *slots = cache->slots;
    struct entry *entry;

    if (!slots)
        return NULL;
    for (size_t at = hash & cache->mask; (entry = slots[at].entry); at = (at + 1) & cache->mask)
        if (slots[at].hash == hash && has_key(entry, key, size))
            break;
    if (!entry)
        return NULL;
    entry->used = true;
    entry->age = cache->age;
    return entry->value;
}

/* Advances the hand by one: evicts the oldest entry or, if it was used, makes it the youngest. */
static void turn(struct cache *cache)
{
    struct entry *oldest = TAILQ_FIRST(&cache->entries);

    if (!oldest->used) {
        remove_entry(cache, oldest);
        return;
    }
    oldest->used = false;
    TAILQ_REMOVE(&cache->entries, oldest, by_age);
    TAILQ_INSERT_TAIL(&cache->entries, oldest, by_age);
}

/* Evicts until there is room for this many more bytes, or nothing is left. */
static void make_room(struct cache *cache, size_t bytes)
{
    while (cache->count > 0 && cache_size(cache) + bytes > cache->capacity)
        turn(cache);
}

bool cache_put(struct cache *cache, const char *key, size_t size, void *value, size_t cost)
{
    struct entry *entry;

    if (cost > cache->capacity || size > cache->capacity ||
        sizeof *entry + size + cost > cache->capacity / SHARE)
        return false;
    entry = malloc(sizeof *entry + size);
    if (!entry)
        return false;
    *entry = (struct entry){
        .value = value,
        .cost = allocated(entry) + cost,
        .age = cache->age,
        .hash = checksum_hash_seeded(key, size, cache->seed),
        .key_size = size,
    };
    memcpy(entry->key, key, size);
    make_room(cache, entry->cost);
    if (!cache->slots || SLOTS_A_KEY * (cache->count + 1) > cache->mask + 1) {
        if (!grow(cache)) {
            free(entry);
            return false;
        }
        make_room(cache, entry->cost);
    }
    *free_slot(cache, entry->hash) = (struct slot){.entry = entry, .hash = entry->hash};
    TAILQ_INSERT_TAIL(&cache->entries, entry, by_age);
    cache->count++;
    cache->size += entry->cost;
    return true;
}

/* NOLINTEND(clang-analyzer-unix.Malloc) */
