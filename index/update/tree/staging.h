#ifndef CHARFINDER_INDEX_UPDATE_TREE_STAGING_H
#define CHARFINDER_INDEX_UPDATE_TREE_STAGING_H

#include "index/base/reason.h"

/*
 * The folder that is filled, and the place in it where the next state of it is prepared.
 *
 *   DIR/unicode/                  what the index reads; always whole
 *   DIR/.update/parts/            files that have arrived, or begun to; a later run goes on with them
 *   DIR/.update/tree/unicode/     the next state; a later run starts it over
 *   DIR/.update/lock              one update at a time
 *
 * The two folders `unicode` are exchanged in one step (exchange.h), so that a whole one exists at every
 * moment. Killing the program at any time costs at most the work of this run.
 */

struct staging {
    /* Descriptors; -1: closed. `present` is the folder itself, or the place that its link leads to. */
    int folder, present, update, parts, tree, lock;
};

/* Makes the folders that are missing, becomes the only update, and removes what a killed one has left
 * of the tree. Returns 0; -EWOULDBLOCK while another update runs; or another -errno, with a reason. */
int staging_open(struct staging *staging, const char *path, struct reason *reason);
void staging_close(struct staging *staging);

/* Writes the tree to the disk, and exchanges it with what the folder has. Returns 0 or -errno, with a
 * reason; the folder is as before then. */
int staging_install(struct staging *staging, struct reason *reason);

/* Removes the tree and, unless they are to be kept for a next run, the parts. Failing is harmless. */
void staging_clean(struct staging *staging, int keep_parts);

#endif
