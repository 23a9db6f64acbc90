#ifndef CHARFINDER_SERVER_CONFIG_CHANGE_H
#define CHARFINDER_SERVER_CONFIG_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "server/config/settings.h"

/*
 * A configuration that is read again while the daemon runs: what of it takes effect, and what needs a
 * restart.
 */

struct config_changes {
    bool live;  /* config->live has changed */
    bool index; /* config->index has changed */
    size_t applied_count, pending_count;
    const char *applied[SETTING_COUNT]; /* keys of settings that have changed (static) */
    const char *pending[SETTING_COUNT]; /* keys of those that a restart would change (static) */
};

/* Takes over from `wanted` what can change, and leaves the rest as it is. What is replaced moves to
 * `wanted`, which is to be released. */
struct config_changes config_change(struct config *config, struct config *wanted);

#endif
