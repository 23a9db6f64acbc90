#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_FUNCTION_WORDS_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_FUNCTION_WORDS_H

#include <stdbool.h>

#include "index/base/slice.h"

/*
 * Words that say nothing about which character is meant: "how do i type a", "symbol", "of the".
 * Thread-safe.
 */

/* Is the folded word one of them? */
bool function_word(struct slice word);

/* Is it one that stands before what a letter has or is in: "with", "in"? */
bool function_word_joins(struct slice word);

#endif
