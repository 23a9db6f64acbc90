#ifndef CHARFINDER_INDEX_TEXT_REGION_H
#define CHARFINDER_INDEX_TEXT_REGION_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * Countries and territories, as ICU knows them. A region is written as its code of ISO 3166-1 in
 * two capital letters, NUL-terminated: "CH".
 */

enum { REGION_CODE_SIZE = 3 }; /* bytes, with the NUL */

/* The code of three letters, "CHE"; "" if ICU does not have any. Static memory. */
const char *region_long_code(const char region[static REGION_CODE_SIZE]);

/* The name in English, in UTF-8, NUL-terminated: "Switzerland". Returns its bytes; 0 if ICU does
 * not have any, or it does not fit. */
size_t region_name(const char region[static REGION_CODE_SIZE], char *name, size_t size);

/* Returns false to stop. The name is UTF-8, valid during the call. */
typedef bool (*region_visit)(void *context, const char region[static REGION_CODE_SIZE],
                             struct slice name);

/* Visits the other names that regions have in a language, which is named as CLDR names it: the
 * short ones ("UK") and the variants ("Ivory Coast"). A language without such names has no visits.
 * Returns 0; -ECANCELED when a visit stopped it; or -ENOMEM. */
int region_visit_other_names(const char *language, region_visit visit, void *context);

#endif
