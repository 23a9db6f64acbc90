#ifndef CHARFINDER_INDEX_UNICODE_REPERTOIRE_H
#define CHARFINDER_INDEX_UNICODE_REPERTOIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What is known of characters beyond ICU, from files of a later version of Unicode: only what differs
 * from ICU's answers. For everything else ICU is asked, so a repertoire without content changes
 * nothing, and NULL stands for it in every function that takes one.
 *
 * It decides, for each property and each code point, which source answers: a property has ranges of code
 * points, each with its number (property_number()); outside of them it is ICU. Names of values that
 * ICU does not have (a new block, a new script) are numbered from REPERTOIRE_VALUES. Mappings lead from
 * a character to others: cases, its mirrored partner, one step of its decomposition, what it looks like.
 *
 * A view of arrays that it borrows: of a builder, or of an index file, where they are verified
 * (index/file/verify_repertoire.c). Numbers are little-endian. Thread-safe.
 */

enum {
    REPERTOIRE_VALUES = 0x10000, /* the number of the first value that ICU does not have */
    REPERTOIRE_VALUES_MAX = 4096,
    REPERTOIRE_POINTS_MAX = 20, /* code points of a mapping; U+FDFA decomposes to 18 */
    REPERTOIRE_RANGE_SIZE = 12,
    REPERTOIRE_MAPPING_SIZE = 12,
};

enum repertoire_mapping_kind {
    REPERTOIRE_UPPER,
    REPERTOIRE_LOWER,
    REPERTOIRE_TITLE,
    REPERTOIRE_MIRROR,
    REPERTOIRE_DECOMPOSITION,
    REPERTOIRE_CONFUSABLE, /* what it looks like; itself, where ICU says otherwise */
    REPERTOIRE_SCRIPTS,    /* numbers of the scripts that use it, instead of code points */
    REPERTOIRE_MAPPING_KINDS,
};

/* Ascending and disjoint within a property. */
struct repertoire_range {
    uint32_t first_le, last_le, number_le;
};

/* Ascending by kind and then by code point. */
struct repertoire_mapping {
    uint16_t kind_le, count_le;
    uint32_t code_point_le;
    uint32_t begin_le; /* the first of its code points in points_le */
};

struct repertoire {
    uint32_t properties;       /* how many properties there are; only those below it have ranges */
    const uint32_t *begins_le; /* a property: its first range; and the end of the last one's */
    const struct repertoire_range *ranges;
    uint32_t values;             /* how many values ICU does not have */
    const uint32_t *property_le; /* a value: its property */
    const uint32_t
        *names_le;     /* a value: where in `texts` its short name begins, and its long one */
    const char *texts; /* each name ends with a NUL */
    uint32_t mappings;
    const struct repertoire_mapping *mapping;
    const uint32_t *points_le;
};

/* The number of the code point's value; false: ask ICU. */
bool repertoire_number(const struct repertoire *repertoire, unsigned property, uint32_t code_point,
                       uint32_t *number);

/* The same for the code points from this one to *last, which is at most the limit: either all of them
 * have this number, or ICU is asked for all of them. */
bool repertoire_run(const struct repertoire *repertoire, unsigned property, uint32_t code_point,
                    uint32_t limit, uint32_t *last, uint32_t *number);

/* Does any code point have this number by the repertoire? */
bool repertoire_has(const struct repertoire *repertoire, unsigned property, uint32_t number);

/* What a character maps to. Returns how many code points; 0: ask ICU. */
size_t repertoire_map(const struct repertoire *repertoire, enum repertoire_mapping_kind kind,
                      uint32_t code_point, uint32_t points[static REPERTOIRE_POINTS_MAX]);

/* The values that ICU does not have, from 0. */
uint32_t repertoire_values(const struct repertoire *repertoire);
unsigned repertoire_value_property(const struct repertoire *repertoire, uint32_t value);
const char *repertoire_short_name(const struct repertoire *repertoire, uint32_t value);
const char *repertoire_long_name(const struct repertoire *repertoire, uint32_t value);

#endif
