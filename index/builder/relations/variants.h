#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_VARIANTS_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_VARIANTS_H

#include <stdint.h>

#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"

/*
 * Which emoji is a variant of another one by tone or gender: 👩🏽‍🚀 is a variant of 🧑‍🚀.
 */

/* Writes into `bases`, an array with a number for each sequence, the document that it is a variant
 * of, or itself if it is a base. Returns 0 or -ENOMEM. */
int variants_find(const struct documents *documents, uint32_t *bases);

/* Writes the chunks BASE and VARK to VARV. */
void variants_write(const struct documents *documents, const uint32_t *bases,
                    struct chunks *chunks);

#endif
