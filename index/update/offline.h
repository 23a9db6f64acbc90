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
 * OUTCOME_OK; OUTCOME_NOT_FOUND if the path cannot be read, or that of a bad archive, with a reason; or -errno with
 * a reason if nothing can be unpacked. */
int offline_open(struct offline *offline, const char *path, int below, enum outcome *outcome,
                 struct reason *reason);
void offline_close(struct offline *offline);

/* Where a file is, below the folder. An archive may also be a folder that it was unpacked to. The
 * release may have no numbers. */
bool offline_find(const struct offline *offline, const struct catalog_entry *entry,
                  const struct release *release, char path[static CATALOG_PATH_SIZE]);

/* The version of a group's files: the one that NameAliases.txt names, or else the greatest one in the names of
 * folders and archives, as unicode.org has them. Returns whether something says it; it may also be in
 * files of CLDR, which are not looked into. */
bool offline_release(const struct offline *offline, enum catalog_group group,
                     struct release *release);

#endif
