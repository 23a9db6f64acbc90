#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_FACTS_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/base/vector.h"
#include "index/unicode/property.h"
#include "index/unicode/repertoire.h"

/*
 * What files of the Unicode Character Database say about characters: values of properties by ranges of
 * code points, mappings, and the names of characters that ICU does not know. Filled file by file: what a
 * damaged file has added is taken back. Not thread-safe.
 */

enum {
    FACTS_MAX = 1 << 20, /* ranges of all properties; Unicode 17 has 40,000 */
    FACTS_NAME_MAX = 96, /* bytes of a name; the longest in Unicode 17 has 88 */
};

struct fact {
    uint32_t first, last, number; /* property_number(); own values from REPERTOIRE_VALUES on */
    uint32_t property;
};

/* A value that ICU does not have. */
struct fact_value {
    uint32_t property;
    char short_name[PROPERTY_VALUE_SIZE], long_name[PROPERTY_VALUE_SIZE];
};

struct fact_mapping {
    uint32_t kind; /* enum repertoire_mapping_kind */
    uint32_t code_point;
    uint32_t begin, count; /* in points */
};

/* The name of a character, or of a range of them, whose names end in their code points. */
struct fact_name {
    uint32_t first, last;
    uint32_t at, size; /* in texts */
};

/* How much is known of a property. */
enum facts_extent {
    FACTS_NONE,
    FACTS_LISTED, /* of the characters that are listed */
    FACTS_ALL,    /* of all: those that are not listed have the default value */
};

struct facts_mark {
    size_t list, values, mappings, points, names, texts;
};

struct facts {
    VECTOR_OF(struct fact) list;
    VECTOR_OF(struct fact_value) values;
    VECTOR_OF(struct fact_mapping) mappings;
    VECTOR_OF(uint32_t) points;
    VECTOR_OF(struct fact_name) names; /* ascending by code point, if the file is */
    struct buffer texts;
    enum facts_extent extent[PROPERTY_COUNT];

    /* Private: of the file that is being read. */
    struct facts_mark mark;
    bool touched[PROPERTY_COUNT];
    size_t latest[PROPERTY_COUNT];       /* one more than the place of its last fact; 0: none */
    uint32_t last_property, last_number; /* the value that was looked up last */
    char last_value[PROPERTY_VALUE_SIZE];
    bool too_many;
};

void facts_init(struct facts *facts);
void facts_release(struct facts *facts);
bool facts_failed(const struct facts *facts); /* memory ran out */

/* A file begins. Then its facts count, or not. Returns false where they would be too many: they are
 * taken back. */
void facts_begin(struct facts *facts);
bool facts_keep(struct facts *facts, enum facts_extent extent);
void facts_take_back(struct facts *facts);

/* Adds a range of one value. */
void facts_add(struct facts *facts, enum property property, uint32_t first, uint32_t last,
               uint32_t number);
/* The same with the value's name; a name that ICU does not know becomes a value of its own. Returns
 * false if it cannot be a value. */
bool facts_add_named(struct facts *facts, enum property property, uint32_t first, uint32_t last,
                     struct slice value);

/* The number of a value's name, as above. */
bool facts_number(struct facts *facts, enum property property, struct slice value,
                  uint32_t *number);

/* Names a value. Where ICU does not have it, it is added; its long name is replaced by this one. */
bool facts_name_value(struct facts *facts, enum property property, struct slice short_name,
                      struct slice long_name);

void facts_map(struct facts *facts, enum repertoire_mapping_kind kind, uint32_t code_point,
               const uint32_t *points, size_t count);
void facts_name(struct facts *facts, uint32_t first, uint32_t last, struct slice name);

#endif
