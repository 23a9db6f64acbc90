#ifndef CHARFINDER_INDEX_BUILD_H
#define CHARFINDER_INDEX_BUILD_H

#include <stdbool.h>

#include "index/charindex.h"
#include "index/reason.h"

/*
 * The sources into an index.
 *
 * The image is a function of the sources alone: the same ICU gives the same bytes on every
 * machine, whatever its byte order, locale or memory layout.
 */

/* Told from time to time, at least every few milliseconds, how far the build is, in thousandths
 * (never falling, 1000 at the end). Returns false to give up. */
typedef bool (*build_progress)(void *context, unsigned permille);

/* Builds an index in memory. Returns 0 and a reference in *index; -ECANCELED when progress
 * returned false; -ENOMEM; -EIO, with a reason, when a source could not be read. */
int build_index(build_progress progress, void *context, struct charindex **index,
                struct reason *reason);

#endif
