#ifndef CHARFINDER_INDEX_SEARCH_MATCH_PREFERENCE_H
#define CHARFINDER_INDEX_SEARCH_MATCH_PREFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/search/match/options.h"

/*
 * Preferred languages, as a list of tags in the order of preference: "de-AT,de,en". They say which
 * languages of an index come first, and exclude none. Thread-safe.
 */

enum { PREFERENCE_TAGS = 16 }; /* of a list that count */

/* Parses a list of tags, separated by commas. Languages that the index does not have are ignored;
 * if it has none of them, or the list is empty, English is preferred. "all" prefers all languages
 * alike. Returns false if something in the list cannot be a language tag: *bad is that text. */
bool preference_parse(const struct charindex *index, const char *text, size_t size,
                      struct preference *preference, struct slice *bad);

/* The options' preference or, if they have none: the languages that they filter by, else
 * English. */
struct preference preference_of(const struct charindex *index,
                                const struct search_options *options);

/* Is the text, in valid UTF-8, written as one of the languages that come first is, in letters that are
 * not Latin? Then it is likely meant as words. */
bool preference_writes(const struct charindex *index, const struct search_options *options,
                       struct slice text);

#endif
