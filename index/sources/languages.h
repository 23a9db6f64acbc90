#ifndef CHARFINDER_INDEX_SOURCES_LANGUAGES_H
#define CHARFINDER_INDEX_SOURCES_LANGUAGES_H

#include "index/base/reason.h"
#include "index/sources/source.h"

/* Where CLDR has its annotations below SOURCES_DIRECTORY, a file LANGUAGE.xml each. */
#define ANNOTATIONS_DIRECTORY "unicode/cldr/common/annotations"
#define DERIVED_DIRECTORY     "unicode/cldr/common/annotationsDerived"

/*
 * Fills sources->languages with those that were asked for and have a file in the directory, which
 * is open or below 0, and English. Returns SOURCE_OK, or SOURCE_MISSING with a reason that names
 * one that is not there, or SOURCE_DAMAGED when there are too many.
 */
enum source_state languages_find(const struct sources_options *options, int directory,
                                 struct sources *sources, struct reason *reason);

#endif
