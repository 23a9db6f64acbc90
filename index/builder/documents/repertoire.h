#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_REPERTOIRE_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_REPERTOIRE_H

#include "index/builder/base/chunks.h"
#include "index/unicode/repertoire.h"

/* Writes the chunks NEWB to NEWC. NULL: nothing is known beyond ICU. When memory ran out, the chunks are
 * marked as failed. */
void repertoire_write(const struct repertoire *repertoire, struct chunks *chunks);

/* Views what was written, until the chunks are laid out. Returns 0 or -ENOMEM. */
int repertoire_of_chunks(struct repertoire *repertoire, const struct chunks *chunks);

#endif
