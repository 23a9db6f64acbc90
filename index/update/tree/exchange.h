#ifndef CHARFINDER_INDEX_UPDATE_TREE_EXCHANGE_H
#define CHARFINDER_INDEX_UPDATE_TREE_EXCHANGE_H

#include "index/base/reason.h"

/*
 * Replaces the folder `unicode` by another one in a single step, so that a whole one exists at every
 * moment: renameat2() with RENAME_EXCHANGE. File systems that cannot do that (NFS, 9p, some of FUSE) get
 * a symbolic link, which rename() replaces:
 *
 *   DIR/unicode         ->  .update/a/unicode
 *   DIR/.update/a/          what the link leads to
 *   DIR/.update/b/          the next state, or what was replaced; removed at the next occasion
 *
 * Descriptors: `folder` is DIR, `update` is DIR/.update, `tree` is DIR/.update/tree. Functions return a
 * descriptor or 0, or -errno.
 */

/* Opens what has the present `unicode` without a link on the way: DIR, or the place that the link leads to. */
int exchange_open_present(int folder);

/* Exchanges the tree's `unicode` with DIR's. After an error DIR is as before, and *reason says why. */
int exchange_trees(int folder, int update, int tree, struct reason *reason);

/* Removes places that no link leads to. */
int exchange_sweep(int folder, int update);

#endif
