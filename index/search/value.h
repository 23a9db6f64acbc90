#ifndef CHARFINDER_INDEX_SEARCH_VALUE_H
#define CHARFINDER_INDEX_SEARCH_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "index/unicode/property.h"

/*
 * The value that a query asks of a property: what stands behind "block:" or "age:".
 */

struct value {
    char name[PROPERTY_VALUE_SIZE]; /* of BLOCK, SCRIPT, EMOJI: as property.h spells it; else "" */
    uint32_t categories;            /* of CATEGORY: a set, as in property_categories_find() */
    uint32_t low, high;             /* of AGE: versions, major << 8 | minor, low may be the greater;
                                       of PLANE: its first and last code point */
};

/* Reads the whole text. Returns NULL, or what is wrong and what to send instead; static. */
const char *value_read(enum property property, const char *text, size_t size, struct value *value);

#endif
