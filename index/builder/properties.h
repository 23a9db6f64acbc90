#ifndef CHARFINDER_INDEX_BUILDER_PROPERTIES_H
#define CHARFINDER_INDEX_BUILDER_PROPERTIES_H

#include <stdbool.h>
#include <stdint.h>

#include "index/builder/chunks.h"
#include "index/builder/pool.h"
#include "index/builder/runs.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"

/*
 * The properties of documents, twice: as the tails of their JSON objects, of which 150,000
 * documents share some two thousand, and as a set of documents for each value.
 */

enum { PROPERTIES_SETS = PROPERTY_EMOJI + 1 }; /* those that have values */

struct properties {
    struct chunks *chunks; /* borrowed: from PROP to PTXT, and from VBEG to SRUN */
    struct pool tails;
    struct buffer tail_values; /* struct tail_values: what the tail says, as numbers of values */
    struct pool values[PROPERTIES_SETS];
    struct runs sets[PROPERTIES_SETS]; /* list n belongs to value n */
    struct runs tiers;
    struct character_facts facts; /* of the last document: neighbours mostly share them */
    uint32_t facts_tail;
};

void properties_init(struct properties *properties, struct chunks *chunks);
void properties_release(struct properties *properties);

/* The next document; of a sequence, its first code point. Returns 0 or -ENOMEM. */
int properties_document(struct properties *properties, uint32_t document, uint32_t code_point,
                        bool emoji);

/* The next document once more, when all have been. */
void properties_prominence(struct properties *properties, uint32_t document, unsigned prominence);

/* Returns 0 or -ENOMEM. */
int properties_write(struct properties *properties);

#endif
