#ifndef CHARFINDER_INDEX_UPDATE_OFFLINE_H
#define CHARFINDER_INDEX_UPDATE_OFFLINE_H

#include "index/base/reason.h"
#include "index/update/base/catalog.h"
#include "index/update/base/outcome.h"

/*
 * Files that are on this machine already: in a folder or an archive, laid out as /usr/share is, as
 * unicode.org is, or with all files in one place.
 */

struct offline {
    int folder;   /* a descriptor of the files */
    int unpacked; /* of the folder in which an archive was unpacked; -1: there was none */
};

/* Opens a folder, or unpacks an archive below the descriptor, as "offline". Returns 0 with an outcome:
 * OUTCOME_OK, or that of a bad archive, with a reason; or -errno with a reason. */
int offline_open(struct offline *offline, const char *path, int below, enum outcome *outcome,
                 struct reason *reason);
void offline_close(struct offline *offline);

/* Where a file is, below the folder. An archive may also be a folder that it was unpacked to. The
 * release may have no numbers. */
bool offline_find(const struct offline *offline, const struct catalog_entry *entry,
                  const struct release *release, char path[static CATALOG_PATH_SIZE]);

/* The version of the files, by NameAliases.txt. Returns whether it says so. */
bool offline_release(const struct offline *offline, struct release *release);

#endif
