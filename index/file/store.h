#ifndef CHARFINDER_INDEX_FILE_STORE_H
#define CHARFINDER_INDEX_FILE_STORE_H

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/file/paging.h"
#include "index/sources/sources.h"

/*
 * Loads and saves an index in the state directory, by blocking system calls. Thread-safe.
 *
 * A directory may be shared by programs of other versions, languages and sources: a file is named
 * after what its index was made from (index/file/folder.h), and each program uses its own.
 *
 * A file is replaced, never changed: a new file is written, synced, read back and verified,
 * renamed over the old one, and the directory is synced. A failed fsync leaves pages marked clean,
 * so it is not retried: the new file is discarded. A lock serializes writers, and its holder removes
 * the temporary files of killed writers, when it saves as well as when it loads.
 */

/* Where the service of this machine keeps its index: systemd/charfinderd.service. Readable for
 * all users. */
#define STORE_SERVICE "/var/lib/charfinder"

enum { STORE_NAME_SIZE = 64 }; /* of a file's name, with the NUL */

enum store_outcome {
    STORE_OK = 0,
    STORE_ABSENT,     /* load: there is no file for these sources */
    STORE_UNUSABLE,   /* load: damaged; find: or of other sources, or of another version */
    STORE_UNWRITABLE, /* save: the directory or the disk does not allow it */
    STORE_BUSY,       /* save: another process is saving there */
};

/*
 * Reads and fully verifies the directory's index of the current sources, in the directory and the
 * languages that the options name. STORE_OK: one reference in *index. Otherwise the reason says why,
 * except for STORE_ABSENT. Returns -ENOMEM when memory ran out.
 */
int store_load(const char *directory, const struct sources_options *options,
               struct charindex **index, struct reason *reason);

/*
 * The same for a program that only searches: an index in any languages will do, and with any tables
 * of a site, if the options name no folders and the usual one has no tables. Of several, it is the
 * one used last. The languages of the options are ignored.
 *
 * With `pages`, a file that only this user, or root, could have written is read when it is first needed,
 * and only its checksums are compared; the owner says what happens where one does not match. NULL: it is
 * read and verified like any other.
 */
int store_find(const char *directory, const struct sources_options *options,
               const struct paging_owner *pages, struct charindex **index, struct reason *reason);

/* The name of the file that an index is saved as. */
void store_name(const struct charindex *index, char name[static STORE_NAME_SIZE]);

/* Saves the index. Creates the directory and its parents (mode 0700) if they are missing. */
int store_save(const char *directory, const struct charindex *index, struct reason *reason);

/* The default state directory: $STATE_DIRECTORY (its first entry), else
 * $XDG_STATE_HOME/charfinder, else $HOME/.local/state/charfinder. Returns a string for free(),
 * or NULL when none of them is an absolute path or memory ran out. */
char *store_default_directory(void);

#endif
