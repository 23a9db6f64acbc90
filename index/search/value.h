#ifndef CHARFINDER_INDEX_SEARCH_VALUE_H
#define CHARFINDER_INDEX_SEARCH_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "index/unicode/property.h"

/*
 * The value that a query asks of a property: the text after "block:" or "age:".
 */

struct value {
    char name[PROPERTY_VALUE_SIZE]; /* of NAMED and YES_NO: as property_spell() has it; else "" */
    uint32_t categories;            /* of CATEGORIES: a set, as in property_categories_find() */
    uint32_t low, high;             /* of VERSIONS: those (version.h), low may be the greater;
                                       of PLANES: the first and the last code point */
};

/* Reads the whole text. Returns NULL, or what is wrong and what to send instead; static. */
const char *value_read(enum property property, const char *text, size_t size, struct value *value);

#endif
