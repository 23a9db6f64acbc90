#ifndef CHARFINDER_INDEX_SEARCH_QUERY_VALUE_H
#define CHARFINDER_INDEX_SEARCH_QUERY_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "index/unicode/property.h"

/*
 * The value of a property in a query: the text after "block:" or "age:". Thread-safe.
 */

struct value {
    char name[PROPERTY_VALUE_SIZE]; /* of NAMED and YES_NO: see property_spell(); else "" */
    uint32_t categories;            /* of CATEGORIES: a set; see property_categories_find() */
    uint32_t low, high;             /* of VERSIONS: see version.h; empty if low > high.
                                       of NUMBERS: bits (fraction.h); both NaN: the NaN.
                                       of PLANES: the first and the last code point */
};

/* Parses the whole text. Returns NULL, or a static message: what is wrong and what to do. */
const char *value_read(const struct repertoire *repertoire, enum property property,
                       const char *text, size_t size, struct value *value);

#endif
