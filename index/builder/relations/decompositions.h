#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_DECOMPOSITIONS_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_DECOMPOSITIONS_H

#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"

/* Writes the chunks DECK to DECV: which characters are the base of others, and of which. When memory
 * ran out, the chunks are marked as failed. */
void decompositions_write(const struct documents *documents, struct chunks *chunks);

#endif
