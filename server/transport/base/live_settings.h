#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_LIVE_SETTINGS_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_LIVE_SETTINGS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "server/config/settings.h"

/*
 * The settings that change while clients are served: the main thread publishes them, and each reactor
 * fetches them in a turn of its own, so that they never change within a turn. Thread-safe.
 */

struct live_settings {
    pthread_mutex_t lock; /* of the values */
    struct config_live values;
    atomic_uint version; /* counts the changes; wraps */
};

void live_settings_init(struct live_settings *live, const struct config_live *values);
void live_settings_release(struct live_settings *live);

/* The values are copied. */
void live_settings_publish(struct live_settings *live, const struct config_live *values);

/* Updates the reader's copy and its version (0 before the first call: the values of
 * live_settings_init()) if there was a change since. Returns whether there was. Takes no lock where
 * nothing has changed. */
bool live_settings_fetch(struct live_settings *live, unsigned *version, struct config_live *copy);

#endif
