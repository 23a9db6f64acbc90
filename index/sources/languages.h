#ifndef CHARFINDER_INDEX_SOURCES_LANGUAGES_H
#define CHARFINDER_INDEX_SOURCES_LANGUAGES_H

#include "index/base/reason.h"
#include "index/sources/formats/folders.h"
#include "index/sources/records/source.h"

/* The directories below SOURCES_DIRECTORY in which CLDR has its annotations, a file LANGUAGE.xml
 * each. */
#define ANNOTATIONS_DIRECTORY  "unicode/cldr/common/annotations"
#define DERIVED_DIRECTORY      "unicode/cldr/common/annotationsDerived"
#define SUBDIVISIONS_DIRECTORY "unicode/cldr/common/subdivisions"

/*
 * Fills sources->languages with English and those requested languages that have a file in one
 * of the folders. Returns SOURCE_OK; SOURCE_MISSING with a reason that names a
 * missing one; SOURCE_DAMAGED when there are too many; or a negative errno if this process is short
 * of something (file_shortage()).
 */
int languages_find(const struct sources_options *options, const struct folders *folders,
                   struct sources *sources, struct reason *reason);

/* The next requested language that was not found, from number *at on; sets *at to the number after it.
 * NULL: there are no more. The sources of a saved index give the same answer as those it was built from. */
const char *languages_lacking(const struct sources_options *options, const struct sources *sources,
                              size_t *at);

#endif
