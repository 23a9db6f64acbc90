#ifndef CHARFINDER_INDEX_TEXT_SCRIPT_NAME_H
#define CHARFINDER_INDEX_TEXT_SCRIPT_NAME_H

#include <stdbool.h>

#include "index/base/slice.h"

/*
 * The names of scripts in the languages that ICU has them in, which are CLDR's. For tables that are made when the
 * program is built; thread-safe.
 */

/* Returns false to stop. `value` is the script as an index has it, "Old Italic", and `name` what it is called,
 * "Altitalisch": both in UTF-8, valid during the call. */
typedef bool (*script_visit)(void *context, struct slice value, struct slice name);

/* Visits the scripts that have characters, but not Common and Inherited, in a fixed order, by their names in a
 * language, which is named as CLDR names it: "de". A language without names has no visits. Returns 0; -ECANCELED when a visit stopped it; or
 * -ENOMEM. */
int script_visit_names(const char *language, script_visit visit, void *context);

#endif
