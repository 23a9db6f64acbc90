#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_NAMES_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/closest.h"
#include "index/unicode/property.h"
#include "index/unicode/repertoire.h"

/*
 * Names of properties and values ▶ properties and values. The names are those of PropertyAliases.txt
 * and PropertyValueAliases.txt, matched loosely (UAX #44, section 5.9: case, white space, "-", "_" and
 * a leading "is" do not count). Knows ICU, and a repertoire where there is one (NULL: ICU alone).
 */

/* The property of that name, "block", "blk", "General_Category", "gc"; false where there is none
 * or it is not in the table. */
bool property_find(const char *name, size_t size, enum property *property);

/* The property with yes and no that has this long name, "White_Space", "dash"; false where there is
 * none. */
bool property_find_yes_no(const char *name, size_t size, enum property *property);

/* The value of that name in the same spelling; of combining classes, also of that number (230).
 * NAMED, YES_NO and EMOJI_GROUPS only. */
bool property_value_find(const struct repertoire *repertoire, enum property property,
                         const char *name, size_t size, char value[static PROPERTY_VALUE_SIZE]);

/* The number of ICU's value of that name; false: it has none. NAMED, YES_NO and CATEGORIES only. */
bool property_value_of_icu(enum property property, const char *name, size_t size, uint32_t *number);

/* The key of the property, or the value of the property, whose name is closest to an unknown one; see
 * closest.h. Tries all names that property_find(), or a query's value, would accept. */
void property_closest(struct closest *closest);
void property_value_closest(const struct repertoire *repertoire, enum property property,
                            struct closest *closest);

/* The categories that a name stands for, as a set of bits: "So", "Other_Symbol", and for groups
 * "S", "Symbol", "L", "LC", "Cased_Letter". Bit n is the category of property_category_name(n). */
bool property_categories_find(const char *name, size_t size, uint32_t *categories);

#endif
