#ifndef CHARFINDER_INDEX_SEARCH_READING_READINGS_H
#define CHARFINDER_INDEX_SEARCH_READING_READINGS_H

#include "index/search/reading/reader.h"

/*
 * Reads the text of a query as something other than words: a code point without U+, an emoticon, a
 * LaTeX command. A text may have several readings, and none excludes the words. The readings are in
 * one table (table.h). Thread-safe.
 */

/* Reads the whole text, whatever its size, and overwrites *answers. */
void readings_find(const struct charindex *index, struct slice text, struct budget *budget,
                   struct reading_answers *answers);

#endif
