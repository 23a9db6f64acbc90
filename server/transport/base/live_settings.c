/*
 * A value under a lock, and a version that tells readers when to copy it.
 */

#include "server/transport/base/live_settings.h"

void live_settings_init(struct live_settings *live, const struct config_live *values)
{
    (void)pthread_mutex_init(&live->lock, NULL);
    live->values = *values;
    atomic_init(&live->version, 0);
}

void live_settings_release(struct live_settings *live)
{
    (void)pthread_mutex_destroy(&live->lock);
}

void live_settings_publish(struct live_settings *live, const struct config_live *values)
{
    pthread_mutex_lock(&live->lock);
    live->values = *values;
    atomic_fetch_add_explicit(&live->version, 1, memory_order_relaxed);
    pthread_mutex_unlock(&live->lock);
}

bool live_settings_fetch(struct live_settings *live, unsigned *version, struct config_live *copy)
{
    /* A change that is missed here is found at the next call: the publisher wakes the reader
     * afterwards. */
    if (atomic_load_explicit(&live->version, memory_order_relaxed) == *version)
        return false;
    pthread_mutex_lock(&live->lock);
    *copy = live->values;
    *version = atomic_load_explicit(&live->version, memory_order_relaxed);
    pthread_mutex_unlock(&live->lock);
    return true;
}
