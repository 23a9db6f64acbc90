#ifndef CHARFINDER_INDEX_FILE_FOLDER_H
#define CHARFINDER_INDEX_FILE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "index/sources/sources.h"

/*
 * The files of a state directory, which programs of several versions, languages and sources share.
 *
 * A file is named after all that its index was made from, so that two programs use the same file only
 * if they would build the same index, and none overwrites what another one needs. Of the files, those
 * used last are kept (FOLDER_KEPT); reading one counts as a use if the reader may write. Writers take
 * turns by a lock on FOLDER_LOCK, a file that only its owner may open: a directory or an index could
 * be locked by every user who may read it.
 *
 * `folder` is a descriptor of the directory. Thread-safe.
 */

#define FOLDER_SUFFIX    ".charindex"
#define FOLDER_TEMPORARY ".new"    /* follows the suffix while the file is written */
#define FOLDER_LOCK      "lock"    /* empty; never removed */
#define FOLDER_DIGESTS   "digests" /* index/file/kept_digests.h */

enum {
    FOLDER_KEPT = 6,       /* index files */
    FOLDER_NAME_SIZE = 64, /* of a name that this program gives, with the NUL */
    FOLDER_LISTED = 64,    /* the most files that are looked at */
};

/* "unicode-f81d4fae7dec11d0.charindex", from the versions of the format, ICU and Unicode, and from
 * the sources' names, digests and languages. */
void folder_name(const struct sources *sources, char name[static FOLDER_NAME_SIZE]);

/* The names of all index files, the one used last first. */
struct folder_files {
    size_t count;
    char names[FOLDER_LISTED][FOLDER_NAME_SIZE];
};

/* Lists the index files; names that are too long are not ours and left out. Returns 0 or -errno. */
int folder_list(int folder, struct folder_files *files);

/* Opens an index file. Refuses links, and does not wait for a pipe. Returns a descriptor or -errno. */
int folder_open(int folder, const char *name);

/* Notes that the file was used now. Does nothing where that is not allowed, or it is another user's. */
void folder_used(int folder, const char *name);

/* Becomes the only writer. Returns a descriptor; closing it ends the turn. Or -EWOULDBLOCK while
 * another process writes, or another negative errno. */
int folder_lock(int folder);

/* Removes what killed writers left. Returns whether it could look: not while another process writes,
 * or where only reading is allowed. Creates nothing. */
bool folder_clean(int folder);

/* For the writer: the same, and removes the index files that were used least lately, down to
 * FOLDER_KEPT, but never the one named here. */
void folder_sweep(int folder, const char *kept);

#endif
