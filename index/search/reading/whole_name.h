#ifndef CHARFINDER_INDEX_SEARCH_READING_WHOLE_NAME_H
#define CHARFINDER_INDEX_SEARCH_READING_WHOLE_NAME_H

#include <stdbool.h>

#include "index/base/budget.h"
#include "index/base/slice.h"
#include "index/file/charindex.h"

/*
 * Is the whole text a name of something in the index? Then it is not a description of something else,
 * even if it has words of one: "face with crossed-out eyes" is an emoji. Names are the official ones of
 * characters, those of sequences, and short names (TEXT_SHORT_NAME); nicknames and keywords are not.
 * Words are compared as they are indexed: without case and punctuation. Thread-safe.
 *
 * Takes steps of BUDGET_EVALUATE for each word and for each document that has the rarest of them.
 * False, if these run out.
 */
bool whole_name(const struct charindex *index, struct slice text, struct budget *budget);

#endif
