#ifndef CHARFINDER_INDEX_UNICODE_PROPERTY_TABLE_H
#define CHARFINDER_INDEX_UNICODE_PROPERTY_TABLE_H

/*
 * The properties that a query can ask for, a row each. All that deals with properties reads this
 * table: queries, the index and its verification, error messages and help texts.
 *
 *     ROW(name, key, icu, kind, spell, order, example, complaint)
 *
 *     name       PROPERTY_<name> in the program
 *     key        stands before the colon of a query, as ICU's names of the property may, too
 *     icu        ICU's property; UCHAR_INVALID_CODE: Unicode has none
 *     kind       what its values are: PROPERTY_KIND_<kind>
 *     spell      how a value is written in answers and in an index: spell_<spell> in property.c
 *     order      the order of the values in an index: by_<order> in property.c
 *     example    a value, for help texts
 *     complaint  the error message for an invalid value: what is wrong and what to do
 *
 * To add a property, add a row after AGE: the rows up to it are facets (PROPERTY_FACETS). The order
 * of the rows is that of all help texts, and the layout of an index: it names the keys that it has,
 * and one with other keys is rebuilt. Whatever else changes the values in an index takes a new
 * FORMAT_VERSION.
 */
#define PROPERTIES(ROW)                                                                            \
    ROW(BLOCK, "block", UCHAR_BLOCK, NAMED, block, first_document, "arrows",                       \
        "unknown block: use a name from /api/v1/blocks, as in block:arrows or "                    \
        "block:\"Box Drawing\"")                                                                   \
    ROW(SCRIPT, "script", UCHAR_SCRIPT, NAMED, long_name, name, "greek",                           \
        "unknown script: use a name from /api/v1/scripts, as in script:greek or "                  \
        "script:\"Old Italic\"")                                                                   \
    ROW(CATEGORY, "category", UCHAR_GENERAL_CATEGORY, CATEGORIES, short_name, name, "So",          \
        "unknown category: use a short or long name from /api/v1/categories, as in "               \
        "category:So or category:Symbol")                                                          \
    ROW(AGE, "age", UCHAR_AGE, VERSIONS, version, version, ">=14",                                 \
        "invalid age: use a version of Unicode, as in age:15.0, age:>=14 or age:<6.1")             \
    ROW(EMOJI, "emoji", UCHAR_EMOJI, YES_NO, yes_no, name, "yes",                                  \
        "invalid emoji value: use yes or no, as in emoji:yes")                                     \
    ROW(BIDI, "bidi", UCHAR_BIDI_CLASS, NAMED, long_name, name, "R",                               \
        "unknown bidirectional class: use a short or long name, as in bidi:R or "                  \
        "bidi:\"Arabic Letter\"")                                                                  \
    ROW(PLANE, "plane", UCHAR_INVALID_CODE, PLANES, nothing, name, "1",                            \
        "invalid plane: use a number from 0 to 16, as in plane:1")

#endif
