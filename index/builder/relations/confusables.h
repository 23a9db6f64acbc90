#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_CONFUSABLES_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_CONFUSABLES_H

#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"

/* Writes the chunks CONK to CONV: the characters that look alike; empty if ICU lacks the data. Returns 0
 * or -ENOMEM. */
int confusables_write(const struct documents *documents, struct chunks *chunks);

#endif
