#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The properties that a query can ask for and that are counted as facets, and their names in
 * PropertyAliases.txt and PropertyValueAliases.txt, matched loosely (UAX #44, section 5.9: case,
 * white space, "-", "_" and a leading "is" do not count). Knows ICU; knows no index.
 */

enum property {
    PROPERTY_BLOCK,                   /* value "Miscellaneous Symbols", as Blocks.txt spells it */
    PROPERTY_SCRIPT,                  /* "Old Italic": the long name with spaces */
    PROPERTY_CATEGORY,                /* "So": the short name */
    PROPERTY_AGE,                     /* "15.0" */
    PROPERTY_FACETS,                  /* so many of them are facets: those above */
    PROPERTY_EMOJI = PROPERTY_FACETS, /* "yes", "no": Emoji=Yes, or a sequence of emoji-test.txt */
    PROPERTY_PLANE,                   /* 0 to 16 */
    PROPERTY_COUNT,
};

enum { PROPERTY_VALUE_SIZE = 64 }; /* bytes of the longest value, with its NUL */

const char *property_name(enum property property); /* "block" */

/* The property of that name, "block", "blk", "General_Category", "gc"; false where there is none
 * or it is not one of ours. */
bool property_find(const char *name, size_t size, enum property *property);

/* The value of that name in the spelling above. BLOCK, SCRIPT and EMOJI only. */
bool property_value_find(enum property property, const char *name, size_t size,
                         char value[static PROPERTY_VALUE_SIZE]);

/* A block or script as it is spelled above, from ICU's identifier for it: "Old_Italic". */
void property_value_spell(enum property property, const char *identifier,
                          char value[static PROPERTY_VALUE_SIZE]);

/* The categories that a name stands for, as a set of bits: "So", "Other_Symbol", and for groups
 * "S", "Symbol", "L", "LC", "Cased_Letter". Bit n is the category of property_category_name(n). */
bool property_categories_find(const char *name, size_t size, uint32_t *categories);
enum { PROPERTY_CATEGORIES = 30 };
const char *property_category_name(unsigned category);      /* "Lu" */
const char *property_category_long_name(unsigned category); /* "Uppercase_Letter" */

#endif
