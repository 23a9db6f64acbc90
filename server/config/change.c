/*
 * Each setting is compared with the one in effect, not with the one in the file before: what needs a
 * restart is named at every reload until it is undone or the daemon restarts.
 */

#include "server/config/change.h"

struct config_changes config_change(struct config *config, struct config *wanted)
{
    struct config_changes changes = {.live = false};

    for (size_t id = 0; id < SETTING_COUNT; id++) {
        if (setting_equal(id, config, wanted))
            continue;
        switch (setting_scope(id)) {
        case SETTING_OF_PROCESS:
            changes.pending[changes.pending_count++] = setting_table[id].key;
            break;
        case SETTING_OF_SERVICE:
            changes.live = true;
            changes.applied[changes.applied_count++] = setting_table[id].key;
            break;
        case SETTING_OF_INDEX:
            changes.index = true;
            changes.applied[changes.applied_count++] = setting_table[id].key;
            break;
        }
    }
    config->live = wanted->live;
    if (changes.index) {
        struct index_settings before = config->index;

        config->index = wanted->index;
        wanted->index = before;
    }
    return changes;
}
