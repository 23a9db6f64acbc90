/*
 * A configuration with a mistake changes nothing, so that a typing error does no harm. What
 * needs a restart is named, because an operator who sees no complaint takes it for done.
 */

#include "server/reload.h"

#include <stdio.h>

#include "server/base/log.h"
#include "server/config/change.h"

/* Space for the keys of all settings. */
enum { KEYS_SIZE = SETTING_COUNT * 32 };

static const char *keys_list(char list[static KEYS_SIZE], const char *const *keys, size_t count)
{
    size_t size = 0;

    list[0] = '\0';
    for (size_t i = 0; i < count && size < KEYS_SIZE; i++)
        size += (size_t)snprintf(list + size, KEYS_SIZE - size, "%s%s", i > 0 ? ", " : "", keys[i]);
    return list;
}

enum reload_outcome reload_configuration(struct config *config, int argc, char **argv)
{
    struct config wanted;
    struct config_changes changes;
    struct reason reason = {.text = ""};
    char list[KEYS_SIZE];

    if (config_load_again(&wanted, argc, argv, &reason) != CONFIG_OK) {
        log_error("The configuration stays as it is: %s",
                  reason.text[0] ? reason.text : "out of memory");
        return RELOAD_REFUSED;
    }
    changes = config_change(config, &wanted);
    config_release(&wanted);
    log_set_level(config->live.log_level);
    if (changes.applied_count > 0)
        log_info("Changed: %s", keys_list(list, changes.applied, changes.applied_count));
    if (changes.pending_count > 0)
        log_warning("Restart the daemon to change: %s",
                    keys_list(list, changes.pending, changes.pending_count));
    return changes.index ? RELOAD_APPLIED_ALL : RELOAD_APPLIED;
}
