#ifndef CHARFINDER_INDEX_SOURCES_LANGUAGE_NAMES_H
#define CHARFINDER_INDEX_SOURCES_LANGUAGE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/sources/sources.h"

/*
 * The languages that an index should include, as CLDR names them: "de", "pt_PT", or all of CLDR's.
 * Whether CLDR has a language is checked when the sources are read.
 */

struct language_names {
    bool all; /* all languages: the names are ignored */
    size_t count;
    char names[LANGUAGES_MAX][LANGUAGE_SIZE]; /* NUL-terminated, without duplicates */
};

enum language_names_outcome {
    LANGUAGE_NAMES_OK = 0,
    LANGUAGE_NAMES_BAD,  /* not a possible name of a language */
    LANGUAGE_NAMES_MANY, /* more than LANGUAGES_MAX */
};

#define LANGUAGE_NAMES_ALL "all"

/* Adds one name, unless it is already in the list. "all" stands for all languages here, too. */
enum language_names_outcome language_names_add(struct language_names *names, const char *name,
                                               size_t size);

/* Parses "de,fr" or "all", replacing the previous names. "de,all" is all. */
enum language_names_outcome language_names_parse(struct language_names *names, const char *text);

/* The same list, in the same order. */
bool language_names_equal(const struct language_names *a, const struct language_names *b);

/* Sets the options to these languages. The options borrow both the names and the pointers. */
void language_names_want(const struct language_names *names,
                         const char *pointers[static LANGUAGES_MAX],
                         struct sources_options *options);

#endif
