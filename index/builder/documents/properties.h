#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_PROPERTIES_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_PROPERTIES_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/base/pool.h"
#include "index/builder/base/runs.h"
#include "index/unicode/property.h"

/*
 * The properties of documents in two forms: as the tails of their JSON objects, of which 150,000
 * documents share some two thousand, and as a set of documents for each value. Not thread-safe.
 */

struct property_document {
    uint32_t code_point;
    bool emoji;
    enum emoji_group group;
};

struct properties {
    struct chunks *chunks;               /* borrowed: from PROP to PTXT, and from VKEY to SRUN */
    const struct repertoire *repertoire; /* borrowed; NULL: ICU alone */
    VECTOR_OF(struct property_document) documents;
    struct pool tails;
    struct runs tiers;
    uint32_t facets[PROPERTY_FACETS]; /* of the last document, as property_number() */
    uint32_t tail;                    /* of the last document */
};

void properties_init(struct properties *properties, struct chunks *chunks);
void properties_release(struct properties *properties);

/* Adds the next document, with the properties of its (first) code point, except that a sequence may
 * be an emoji. Returns 0 or -ENOMEM. */
int properties_document(struct properties *properties, uint32_t code_point, bool emoji);

/* Sets the group of a document, which has none otherwise. Call after all documents have been added. */
void properties_group(struct properties *properties, uint32_t document, enum emoji_group group);

/* Sets the prominence of the next document. Call after all documents have been added. */
void properties_prominence(struct properties *properties, uint32_t document, unsigned prominence);

/* Returns 0 or -ENOMEM. */
int properties_write(struct properties *properties);

#endif
