#ifndef CHARFINDER_INDEX_SOURCES_WARNING_H
#define CHARFINDER_INDEX_SOURCES_WARNING_H

#include <stdbool.h>

#include "index/base/reason.h"
#include "index/sources/sources.h"

enum { SOURCES_PLACES_SIZE = 1024 };

/* The folders in which sources are looked for, in their order, for source_warning(): "/srv/unicode, /usr/share". Those
 * that `charfinder update` fills are named if they exist. A list that is too long is cut. */
void sources_places(const struct sources_options *options, char places[static SOURCES_PLACES_SIZE]);

/* What an index lacks because a source was missing or damaged, and how to fix it: one line for the
 * operator. The places are those that were searched. Returns false, and writes nothing, if the
 * source is usable. */
bool source_warning(const struct sources *sources, enum source_id id, const char *places,
                    struct reason *warning);

/* What an index lacks because its sources are of different versions of Unicode: the files of unicode-data
 * older than ICU, as on Debian 13, or newer. Returns false, and writes nothing, if they are not, or do
 * not name their version. */
bool sources_lag(const struct sources *sources, struct reason *warning);

#endif
