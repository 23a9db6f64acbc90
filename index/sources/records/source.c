/*
 * What all sources of several files have in common.
 */

#include "index/sources/records/source.h"

void source_degrade(struct source *source, enum source_state state, const char *what,
                    const struct reason *why)
{
    if (state != SOURCE_OK && source->state == SOURCE_OK)
        reason_set(&source->reason, "%s: %s", what, why->text);
    if (state > source->state)
        source->state = state;
}
