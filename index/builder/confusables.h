#ifndef CHARFINDER_INDEX_BUILDER_CONFUSABLES_H
#define CHARFINDER_INDEX_BUILDER_CONFUSABLES_H

#include "index/builder/chunks.h"
#include "index/builder/documents.h"
#include "index/builder/watch.h"

/* Writes the chunks CONK to CONV: the characters that look alike; empty if ICU lacks the data.
 * Counts one step per character. Returns 0, -ENOMEM, or the error of the watch. */
int confusables_write(const struct documents *documents, struct watch *watch,
                      struct chunks *chunks);

#endif
