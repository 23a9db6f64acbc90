#ifndef CHARFINDER_INDEX_SOURCES_ICU_MAPPING_H
#define CHARFINDER_INDEX_SOURCES_ICU_MAPPING_H

#include <stdbool.h>

#include "index/sources/records/facts.h"

/*
 * Does ICU say what a file says of a mapping? Then a repertoire need not have it. What characters look like
 * is not asked here (confusables_difference.h). Thread-safe.
 */

bool icu_has_mapping(const struct fact_mapping *mapping, const uint32_t *points);

#endif
