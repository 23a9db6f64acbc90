#ifndef CHARFINDER_INDEX_BUILD_LOOKS_H
#define CHARFINDER_INDEX_BUILD_LOOKS_H

#include "index/build/chunks.h"
#include "index/build/documents.h"
#include "index/build/watch.h"

/* Writes the chunks CONK to CONV: which characters look like which; empty where ICU lacks the
 * data. A step a character. Returns 0, -ENOMEM, or what the watch said. */
int looks_write(const struct documents *documents, struct watch *watch, struct chunks *chunks);

#endif
