#ifndef CHARFINDER_INDEX_SOURCES_ASSUMED_AGES_H
#define CHARFINDER_INDEX_SOURCES_ASSUMED_AGES_H

#include <stdint.h>

#include "index/sources/records/facts.h"

/*
 * Ages of characters that UnicodeData.txt names, that ICU does not know, and of which DerivedAge.txt says
 * nothing, because it is missing, damaged or of an earlier version. They are assumed to be of the version
 * of UnicodeData.txt (version.h): of all versions, only that one is known to have them. *facts has the names
 * of these characters. Returns 0 or -ENOMEM. Not thread-safe.
 */
int assumed_ages_add(struct facts *facts, uint32_t version);

#endif
