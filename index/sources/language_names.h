#ifndef CHARFINDER_INDEX_SOURCES_LANGUAGE_NAMES_H
#define CHARFINDER_INDEX_SOURCES_LANGUAGE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/sources/sources.h"

/*
 * The languages that an index is wanted in, as CLDR names them: "de", "pt_PT", or all of CLDR's.
 * Whether CLDR has a language is found when the sources are read.
 */

struct language_names {
    bool all; /* the names do not matter */
    size_t count;
    char names[LANGUAGES_MAX][LANGUAGE_SIZE]; /* NUL-terminated, each once */
};

enum language_names_outcome {
    LANGUAGE_NAMES_OK = 0,
    LANGUAGE_NAMES_BAD,  /* it cannot be the name of a language */
    LANGUAGE_NAMES_MANY, /* more than LANGUAGES_MAX */
};

#define LANGUAGE_NAMES_ALL "all"

/* Adds one name, unless it is there. */
enum language_names_outcome language_names_add(struct language_names *names, const char *name,
                                               size_t size);

/* Parses "de,fr" or "all", replacing what was there. */
enum language_names_outcome language_names_parse(struct language_names *names, const char *text);

/* Tells the options of these languages. The options borrow both the names and the pointers. */
void language_names_want(const struct language_names *names,
                         const char *pointers[static LANGUAGES_MAX],
                         struct sources_options *options);

#endif
