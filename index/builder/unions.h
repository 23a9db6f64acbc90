#ifndef CHARFINDER_INDEX_BUILDER_UNIONS_H
#define CHARFINDER_INDEX_BUILDER_UNIONS_H

#include <stdint.h>

#include "index/builder/chunks.h"

/*
 * What uniting costs too much when a query asks: the unions of all lists of the terms with a
 * common beginning, where they have very many runs.
 */

enum { UNIONS_RUNS_MIN = 1024 }; /* up to so many runs, uniting them takes some 10 µs */

/* Reads the written chunks from TERM to RUNS and writes UKEY and UBIT. Returns 0 or -ENOMEM. */
int unions_write(struct chunks *chunks, uint32_t documents);

#endif
