#ifndef CHARFINDER_INDEX_SOURCES_DIFFERENCE_H
#define CHARFINDER_INDEX_SOURCES_DIFFERENCE_H

#include "index/base/buffer.h"
#include "index/sources/records/facts.h"
#include "index/unicode/repertoire.h"

/*
 * What facts say and ICU does not: a repertoire. Where both say the same it has nothing, so that of files
 * of ICU's own version is empty.
 *
 * A property of which all characters are known has its default value where a character is not listed,
 * but only if the file lists most of what ICU knows. If it lists less it is an excerpt, and says nothing
 * of other characters.
 */

struct difference {
    struct repertoire repertoire; /* of the vectors below */
    uint32_t begins_le[PROPERTY_COUNT + 1];
    VECTOR_OF(struct repertoire_range) ranges;
    VECTOR_OF(uint32_t) value_properties, value_names;
    struct buffer texts;
    VECTOR_OF(struct repertoire_mapping) mappings;
    VECTOR_OF(uint32_t) points;
};

/* Sorts the facts. Returns 0 or -ENOMEM. Release it in any case. */
int difference_make(struct difference *difference, struct facts *facts);
void difference_release(struct difference *difference);

/* Does it say nothing at all? */
bool difference_is_empty(const struct difference *difference);

#endif
