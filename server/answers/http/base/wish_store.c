/*
 * A cache under a lock, and a queue of wishes. Equal wishes are one. What no font can do is cached as well, so
 * that asking for it again costs nothing.
 */

#include "server/answers/http/base/wish_store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/cache.h"

struct made {
    atomic_uint references;
    size_t sizes[MADE_PARTS];
    char bytes[]; /* of one part after the other */
};

struct wish_store {
    void (*wake)(void *context);
    void *context;
    pthread_mutex_t lock;           /* of what follows */
    struct cache *cache;            /* of struct made */
    struct made *none;              /* what the cache has for what cannot be made */
    struct wish wishes[WISHES_MAX]; /* the longest waiting first */
    size_t count;
    bool failed;
};

struct made *made_new(struct slice first, struct slice second)
{
    struct made *made = malloc(sizeof *made + first.size + second.size);

    if (!made)
        return NULL;
    atomic_init(&made->references, 1);
    made->sizes[0] = first.size;
    made->sizes[1] = second.size;
    memcpy(made->bytes, first.bytes, first.size);
    memcpy(made->bytes + first.size, second.bytes, second.size);
    return made;
}

static struct made *made_ref(struct made *made)
{
    atomic_fetch_add_explicit(&made->references, 1, memory_order_relaxed);
    return made;
}

void made_unref(struct made *made)
{
    if (made && atomic_fetch_sub_explicit(&made->references, 1, memory_order_acq_rel) == 1)
        free(made);
}

struct slice made_part(const struct made *made, enum made_part part)
{
    const size_t before = part == MADE_SVG ? 0 : made->sizes[MADE_SVG];

    return (struct slice){.bytes = made->bytes + before, .size = made->sizes[part]};
}

static void drop(void *made)
{
    made_unref(made);
}

struct wish_store *wish_store_new(void (*wake)(void *context), void *context)
{
    struct wish_store *store = calloc(1, sizeof *store);

    if (!store)
        return NULL;
    store->wake = wake;
    store->context = context;
    (void)pthread_mutex_init(&store->lock, NULL);
    store->cache = cache_new(WISH_BYTES, drop);
    store->none = made_new(slice_of(""), slice_of(""));
    if (store->cache && store->none)
        return store;
    wish_store_free(store);
    return NULL;
}

void wish_store_free(struct wish_store *store)
{
    if (!store)
        return;
    cache_free(store->cache);
    made_unref(store->none);
    (void)pthread_mutex_destroy(&store->lock);
    free(store);
}

static bool is_wished(const struct wish_store *store, const struct wish *wish)
{
    for (size_t i = 0; i < store->count; i++)
        if (memcmp(&store->wishes[i], wish, sizeof *wish) == 0)
            return true;
    return false;
}

static enum wish_state look(struct wish_store *store, const struct wish *wish, struct made **made)
{
    struct made *found = cache_find(store->cache, (const char *)wish, sizeof *wish);

    if (found == store->none)
        return WISH_NONE;
    if (found) {
        *made = made_ref(found);
        return WISH_READY;
    }
    if (store->failed)
        return WISH_FAILED;
    if (is_wished(store, wish))
        return WISH_AWAITED;
    if (store->count == WISHES_MAX)
        return WISH_BUSY;
    store->wishes[store->count++] = *wish;
    return WISH_AWAITED;
}

enum wish_state wish_store_ask(struct wish_store *store, const struct wish *wish,
                               struct made **made)
{
    enum wish_state state;
    size_t before;
    bool more;

    pthread_mutex_lock(&store->lock);
    before = store->count;
    state = look(store, wish, made);
    more = store->count > before;
    pthread_mutex_unlock(&store->lock);
    if (more)
        store->wake(store->context);
    return state;
}

bool wish_store_next(struct wish_store *store, struct wish *wish)
{
    bool some;

    pthread_mutex_lock(&store->lock);
    some = store->count > 0 && !store->failed;
    if (some)
        *wish = store->wishes[0];
    pthread_mutex_unlock(&store->lock);
    return some;
}

static void forget(struct wish_store *store, const struct wish *wish)
{
    for (size_t i = 0; i < store->count; i++)
        if (memcmp(&store->wishes[i], wish, sizeof *wish) == 0) {
            store->count--;
            memmove(&store->wishes[i], &store->wishes[i + 1], (store->count - i) * sizeof *wish);
            return;
        }
}

void wish_store_put(struct wish_store *store, const struct wish *wish, struct made *made)
{
    const char *key = (const char *)wish;
    bool kept;

    pthread_mutex_lock(&store->lock);
    forget(store, wish);
    if (!made)
        made = made_ref(store->none);
    kept = !cache_find(store->cache, key, sizeof *wish) &&
           cache_put(store->cache, key, sizeof *wish, made,
                     sizeof *made + made->sizes[0] + made->sizes[1]);
    pthread_mutex_unlock(&store->lock);
    if (!kept)
        made_unref(made);
}

void wish_store_fail(struct wish_store *store)
{
    pthread_mutex_lock(&store->lock);
    store->failed = true;
    store->count = 0;
    pthread_mutex_unlock(&store->lock);
}

void wish_store_begin(struct wish_store *store)
{
    pthread_mutex_lock(&store->lock);
    store->failed = false;
    cache_clear(store->cache);
    pthread_mutex_unlock(&store->lock);
}
