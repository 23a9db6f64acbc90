#ifndef CHARFINDER_INDEX_UPDATE_ASSEMBLY_H
#define CHARFINDER_INDEX_UPDATE_ASSEMBLY_H

#include "index/update/plan.h"
#include "index/update/tree/manifest.h"

/*
 * Puts the files of a plan into the tree, each after it was verified: new ones from the parts, and
 * unchanged ones from the folder.
 */

struct assembly {
    int folder, parts, tree;                        /* descriptors, borrowed */
    const struct release *releases[CATALOG_GROUPS]; /* that were asked for; no numbers: any */
    struct manifest manifest;                       /* of the tree, as far as it is filled */
};

/*
 * Takes item i, whose transfer ended in OUTCOME_OK or OUTCOME_UNCHANGED, into the tree, and sets the
 * transfer's outcome: OUTCOME_OK; OUTCOME_UNCHANGED if the folder has the same bytes; OUTCOME_DAMAGED,
 * OUTCOME_REFUSED or OUTCOME_INTERRUPTED with a reason, and then the tree has nothing of it. *again says that
 * another transfer may help: bytes of several responses did not fit together, or what the folder had is
 * not what the manifest says. Returns 0 or -errno.
 */
int assembly_take(struct assembly *assembly, struct plan *plan, size_t item, bool *again,
                  struct reason *reason);

/*
 * Takes a file, an archive or, for an archive's entry, a folder that it was unpacked to, which did not come by
 * a transfer: its path below a descriptor. The bytes are copied. Sets the outcome as above. Returns 0 or
 * -errno.
 */
int assembly_take_local(struct assembly *assembly, const struct catalog_entry *entry, int from,
                        const char *path, enum outcome *outcome, struct reason *reason);

/* Writes the manifest into the tree. Returns 0 or -errno. */
int assembly_finish(struct assembly *assembly);

#endif
