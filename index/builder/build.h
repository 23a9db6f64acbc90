#ifndef CHARFINDER_INDEX_BUILDER_BUILD_H
#define CHARFINDER_INDEX_BUILDER_BUILD_H

#include "index/base/reason.h"
#include "index/builder/progress.h"
#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * Builds an index from the sources.
 *
 * The image is a function of the sources and the languages alone: the same input gives the same
 * bytes on every machine, whatever its byte order, locale or memory layout.
 */

/* Builds an index in memory. Returns 0 and a reference in *index; -ECANCELED when progress
 * returned false; -ENOMEM; -EIO, with a reason, when ICU gives no names. */
int build_index(const struct sources_options *options, build_progress progress, void *context,
                struct charindex **index, struct reason *reason);

#endif
