#ifndef CHARFINDER_INDEX_BUILDER_TERMS_UNIONS_H
#define CHARFINDER_INDEX_BUILDER_TERMS_UNIONS_H

#include <stdint.h>

#include "index/builder/base/chunks.h"

/*
 * The stored unions: the documents of all terms with a common prefix, for prefixes whose lists have too
 * many runs to be united while a query waits; and those of a term itself if other terms begin with it, and it has
 * several lists.
 */

enum {
    UNIONS_RUNS_MIN = 100,  /* up to this many runs, uniting takes about 2 µs */
    UNIONS_RUNS_MAX = 1024, /* a union with more is stored as a bitmap */
};

/* Reads the written chunks from TERM to RUNS and writes those from UKEY to UBIT. Returns 0 or -ENOMEM. */
int unions_write(struct chunks *chunks, uint32_t documents);

#endif
