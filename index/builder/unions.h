#ifndef CHARFINDER_INDEX_BUILDER_UNIONS_H
#define CHARFINDER_INDEX_BUILDER_UNIONS_H

#include <stdint.h>

#include "index/builder/chunks.h"

/*
 * The stored unions: the documents of all terms with a common prefix, for prefixes whose lists have too
 * many runs to be united while a query waits.
 */

enum { UNIONS_RUNS_MIN = 1024 }; /* up to this many runs, uniting takes about 10 µs */

/* Reads the written chunks from TERM to RUNS and writes UKEY and UBIT. Returns 0 or -ENOMEM. */
int unions_write(struct chunks *chunks, uint32_t documents);

#endif
