#ifndef CHARFINDER_INDEX_UPDATE_TREE_VERIFICATION_H
#define CHARFINDER_INDEX_UPDATE_TREE_VERIFICATION_H

#include <stddef.h>

#include "index/base/reason.h"
#include "index/update/base/catalog.h"

/*
 * Does a file hold what its name says? Each line must have the right shape, and the readers of the index
 * must accept the file: what is installed is not damaged for them. A file that names another version of
 * Unicode than the one that was asked for is damaged, too: a server may answer with anything.
 *
 * Each returns 0; 1, with a reason, if it is damaged; or -ENOMEM or another -errno if this process is
 * short of something. A release without numbers is any. Thread-safe.
 */

int verification_of_file(const struct catalog_entry *entry, const struct release *release,
                         const char *bytes, size_t size, struct reason *reason);

/* The same for the files of an archive, unpacked in the folder. Stops with -EINTR at a signal. */
int verification_of_archive(const struct catalog_entry *entry, const struct release *release,
                            int folder, struct reason *reason);

/* The version of CLDR's files in the folder. Returns 1; 0 if they do not say it; or -errno. */
int verification_cldr_release(int folder, struct release *release);

/* The version that the file names in its first lines. Returns whether it does. */
bool verification_release(const char *bytes, size_t size, struct release *release);

#endif
