#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_H

#include <stdint.h>

#include "index/base/slice.h"
#include "index/unicode/property_table.h"
#include "index/unicode/repertoire.h"

/*
 * The properties of characters that a query can ask for: property_table.h has a row for each;
 * property_names.h finds them, and their values, by name. Knows ICU, and a repertoire where there is
 * one (NULL: ICU alone); knows no index. All strings are static, unless they belong to the
 * repertoire.
 */

enum property {
#define PROPERTY_NAME(name, ...) PROPERTY_##name,
    PROPERTIES(PROPERTY_NAME)
#undef PROPERTY_NAME
        PROPERTY_COUNT,
    PROPERTY_FACETS = PROPERTY_AGE + 1,        /* the properties below it are facets */
    PROPERTY_SHOWN = PROPERTY_EMOJI_GROUP + 1, /* those below it are in help texts */
};

/* What the values of a property are. */
enum property_kind {
    PROPERTY_KIND_NAMED,      /* names, as in script:greek */
    PROPERTY_KIND_CATEGORIES, /* names, and names of groups of them: category:So, category:S */
    PROPERTY_KIND_YES_NO,     /* "yes" and "no" */
    PROPERTY_KIND_VERSIONS,   /* versions of Unicode (version.h), which can be compared */
    PROPERTY_KIND_NUMBERS,    /* numbers (fraction.h), which can be compared, and "NaN" */
    PROPERTY_KIND_PLANES,     /* numbers of planes: ranges of code points, not stored in an index */
    PROPERTY_KIND_EMOJI_GROUPS, /* emoji_group.h; of documents, as a source has them */
};

enum { PROPERTY_VALUE_SIZE = 64 }; /* bytes of the longest value, with its NUL */

const char *property_name(enum property property);      /* its key: "block" */
const char *property_example(enum property property);   /* "block:arrows" */
const char *property_complaint(enum property property); /* what to send instead of a wrong value */
enum property_kind property_kind(enum property property);
int property_icu(enum property property); /* ICU's UProperty, or UCHAR_INVALID_CODE */

/* Which value a code point has, as a number: the same number for the same value. Of VERSIONS, the
 * version; of NUMBERS, fraction_bits(). Not of EMOJI_GROUPS. */
uint32_t property_number(const struct repertoire *repertoire, enum property property,
                         uint32_t code_point);

/* The same of ICU alone. */
uint32_t property_number_of_icu(enum property property, uint32_t code_point);

/* That value as it is written in answers and in an index: "Miscellaneous Symbols", "Old Italic",
 * "So", "15.0", "yes"; "" where there is none. Not of PLANES. */
void property_spell(const struct repertoire *repertoire, enum property property, uint32_t number,
                    char value[static PROPERTY_VALUE_SIZE]);

/* The long and the short name of a code point's value, unchanged: "Old_Italic", "Ital". NAMED and
 * CATEGORIES only. */
const char *property_long_name(const struct repertoire *repertoire, enum property property,
                               uint32_t code_point);
const char *property_short_name(const struct repertoire *repertoire, enum property property,
                                uint32_t code_point);

/* A value in an index: what the order of values may depend on. */
struct property_value {
    struct slice name;
    uint32_t first; /* document that has it */
};

/* Compares two struct property_value of the property as they are ordered in an index, for qsort():
 * <0, 0, >0. */
typedef int property_order(const void *left, const void *right);
property_order *property_order_of(enum property property);

/* Categories are also the bits of sets; bit n is this one. */
enum { PROPERTY_CATEGORIES = 30 };
const char *property_category_name(unsigned category);      /* "Lu" */
const char *property_category_long_name(unsigned category); /* "Uppercase_Letter" */

#endif
