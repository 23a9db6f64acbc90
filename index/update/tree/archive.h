#ifndef CHARFINDER_INDEX_UPDATE_TREE_ARCHIVE_H
#define CHARFINDER_INDEX_UPDATE_TREE_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/update/base/catalog.h"
#include "index/update/base/outcome.h"

/*
 * Archives of strangers: the wanted files of a zip archive, written below a folder. Of CATALOG_ANYTHING it
 * may also be one of tar, compressed or not.
 *
 * An archive is refused as a whole, wherever the fault is, if it has anything but files and folders, a
 * path that is absolute or has "..", a wanted file twice, or more than the limits allow.
 */

struct archive_found {
    size_t files;   /* that were written */
    uint64_t bytes; /* that they had in the archive, unpacked */
};

/*
 * Unpacks the archive that the descriptor reads from its current position. `into` is a descriptor of
 * the folder, in which folders are made as needed. Returns 0 with an outcome: OUTCOME_OK, or
 * OUTCOME_REFUSED, OUTCOME_DAMAGED or OUTCOME_INTERRUPTED with a reason; or -errno if the files cannot
 * be written. What was written before is left to the caller, who drops the folder.
 */
int archive_unpack(int file, enum catalog_kind kind, const struct catalog_limits *limits, int into,
                   enum outcome *outcome, struct archive_found *found, struct reason *reason);

#endif
