#ifndef CHARFINDER_INDEX_SOURCES_CHANGES_H
#define CHARFINDER_INDEX_SOURCES_CHANGES_H

#include <stdbool.h>

#include "index/base/reason.h"
#include "index/sources/records/source.h"

/* Says for the log how the sources of one index differ from those of another: "ucd 17.0 is new, cldr from
 * 41.0 to 48.0, names changed". Returns false, and leaves *changes alone, if they do not. Thread-safe. */
bool sources_changes(const struct sources *before, const struct sources *after,
                     struct reason *changes);

#endif
