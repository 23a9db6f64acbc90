#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_PROMINENCES_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_PROMINENCES_H

#include <stdint.h>

#include "index/builder/documents/documents.h"
#include "index/builder/documents/spellings.h"
#include "index/builder/documents/texts.h"

/*
 * The prominence of every document (index/unicode/prominence.h), from what has been collected of it.
 */

struct prominences_input {
    const struct documents *documents;
    const struct texts *texts;
    const struct spellings *spellings;
    unsigned english;
    const uint32_t *orders; /* by document: its place among the emoji, or 0 */
    const uint32_t *bases;  /* by sequence: what it is a variant of, or itself */
};

/* Writes one for each document. Returns 0 or -ENOMEM. */
int prominences_find(const struct prominences_input *input, uint8_t *prominences);

#endif
