#ifndef CHARFINDER_INDEX_BUILDER_CONFUSABLES_H
#define CHARFINDER_INDEX_BUILDER_CONFUSABLES_H

#include "index/builder/chunks.h"
#include "index/builder/documents.h"
#include "index/builder/watch.h"

/* Writes the chunks CONK to CONV: which characters look like which; empty where ICU lacks the
 * data. A step a character. Returns 0, -ENOMEM, or what the watch said. */
int confusables_write(const struct documents *documents, struct watch *watch,
                      struct chunks *chunks);

#endif
