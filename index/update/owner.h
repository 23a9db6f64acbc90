#ifndef CHARFINDER_INDEX_UPDATE_OWNER_H
#define CHARFINDER_INDEX_UPDATE_OWNER_H

#include "index/base/reason.h"

/*
 * Root fills the folder of another user, such as the service's, as that user: the files are theirs, so
 * that their next update can replace them, and bytes of the network are not parsed as root.
 */

/* As root, becomes the owner of the folder or, if it does not exist, of the nearest folder above it that
 * does, for good. Does nothing for others, or where the owner is root. Returns 0 or -errno, with a reason. */
int owner_become(const char *folder, struct reason *reason);

#endif
