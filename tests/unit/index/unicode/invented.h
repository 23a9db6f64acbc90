#ifndef CHARFINDER_TESTS_UNIT_INDEX_UNICODE_INVENTED_H
#define CHARFINDER_TESTS_UNIT_INDEX_UNICODE_INVENTED_H

/*
 * A small repertoire of invented characters, where no version of Unicode has any: a pair of letters at
 * U+3FF00 and U+3FF01 of a new script in a new block, and a wide emoji at U+3FF10. The small letter looks
 * like "a".
 */

#include <endian.h>

#include "index/unicode/property.h"
#include "index/unicode/repertoire.h"

enum {
    INVENTED_CAPITAL = 0x3FF00,
    INVENTED_SMALL = 0x3FF01,
    INVENTED_ACCENTED = 0x3FF02, /* the small letter and U+0301 */
    INVENTED_SHARED = 0x3FF03,   /* a letter that Latin has, too */
    INVENTED_EMOJI = 0x3FF10,
    INVENTED_BLOCK = REPERTOIRE_VALUES,
    INVENTED_SCRIPT = REPERTOIRE_VALUES + 1,
    INVENTED_RANGES = 16,
};

struct invented {
    struct repertoire repertoire;
    uint32_t begins[PROPERTY_COUNT + 1];
    struct repertoire_range ranges[INVENTED_RANGES];
};

static const struct {
    enum property property;
    uint32_t first, last, number;
} invented_rows[] = {
    {PROPERTY_BLOCK, 0x3FF00, 0x3FF1F, INVENTED_BLOCK},
    {PROPERTY_SCRIPT, 0x3FF00, 0x3FF02, INVENTED_SCRIPT},
    {PROPERTY_SCRIPT, 0x3FF03, 0x3FF03, 0 /* Common */},
    {PROPERTY_SCRIPT, 0x3FF10, 0x3FF10, 0 /* Common */},
    {PROPERTY_CATEGORY, 0x3FF00, 0x3FF00, 1 /* Lu */},
    {PROPERTY_CATEGORY, 0x3FF01, 0x3FF02, 2 /* Ll */},
    {PROPERTY_CATEGORY, 0x3FF03, 0x3FF03, 5 /* Lo */},
    {PROPERTY_CATEGORY, 0x3FF10, 0x3FF10, 27 /* So */},
    {PROPERTY_AGE, 0x3FF00, 0x3FF02, 0x6300},
    {PROPERTY_AGE, 0x3FF10, 0x3FF10, 0x6300},
    {PROPERTY_EMOJI, 0x3FF10, 0x3FF10, 1},
    {PROPERTY_WIDTH, 0x3FF00, 0x3FF02, 0 /* Neutral; ICU: Wide, as all of the plane */},
    {PROPERTY_WIDTH, 0x3FF10, 0x3FF10, 5 /* Wide */},
    {PROPERTY_DECOMPOSITION, 0x3FF02, 0x3FF02, 1 /* Canonical */},
    {PROPERTY_COMBINING_CLASS, 0x3FF02, 0x3FF02, 37 /* which ICU has no name for */},
};

static inline const struct repertoire *invented_make(struct invented *invented)
{
    static const uint32_t properties[] = {PROPERTY_BLOCK, PROPERTY_SCRIPT};
    static const uint32_t names[] = {0, 5, 14, 19};
    static const char texts[] = "Tbox\0Test Box\0Tstx\0Old_Test";
    static const struct repertoire_mapping mappings[] = {
        {REPERTOIRE_UPPER, 1, INVENTED_SMALL, 0},
        {REPERTOIRE_LOWER, 1, INVENTED_CAPITAL, 1},
        {REPERTOIRE_DECOMPOSITION, 2, INVENTED_ACCENTED, 1},
        {REPERTOIRE_CONFUSABLE, 1, INVENTED_SMALL, 3},
        {REPERTOIRE_SCRIPTS, 2, INVENTED_SHARED, 4},
    };
    static const uint32_t points[] = {INVENTED_CAPITAL, INVENTED_SMALL, 0x301, 'a',
                                      25 /* Latin */,   INVENTED_SCRIPT};
    const uint32_t count = sizeof invented_rows / sizeof *invented_rows;
    uint32_t at = 0;

    _Static_assert(BYTE_ORDER == LITTLE_ENDIAN, "the literals below are little-endian");
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        invented->begins[property] = at;
        for (; at < count && invented_rows[at].property == property; at++)
            invented->ranges[at] = (struct repertoire_range){
                invented_rows[at].first, invented_rows[at].last, invented_rows[at].number};
    }
    invented->begins[PROPERTY_COUNT] = at;
    invented->repertoire = (struct repertoire){
        .properties = PROPERTY_COUNT,
        .begins_le = invented->begins,
        .ranges = invented->ranges,
        .values = 2,
        .property_le = properties,
        .names_le = names,
        .texts = texts,
        .mappings = sizeof mappings / sizeof *mappings,
        .mapping = mappings,
        .points_le = points,
    };
    return &invented->repertoire;
}

#endif
