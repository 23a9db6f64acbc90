#ifndef CHARFINDER_INDEX_SOURCES_WARNING_H
#define CHARFINDER_INDEX_SOURCES_WARNING_H

#include <stdbool.h>

#include "index/base/reason.h"
#include "index/sources/sources.h"

/* What an index lacks because a source was missing or damaged, and how to fix it: one line for the
 * operator. The directory is the one that was searched. Returns false, and writes nothing, if the
 * source is usable. */
bool source_warning(const struct sources *sources, enum source_id id, const char *directory,
                    struct reason *warning);

/* What an index lacks because its sources are of different versions of Unicode: the files of unicode-data
 * older than ICU, as on Debian 13, or newer. Returns false, and writes nothing, if they are not, or do
 * not name their version. */
bool sources_lag(const struct sources *sources, struct reason *warning);

#endif
