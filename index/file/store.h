#ifndef CHARFINDER_INDEX_FILE_STORE_H
#define CHARFINDER_INDEX_FILE_STORE_H

#include <stdbool.h>

#include "index/base/reason.h"
#include "index/file/charindex.h"
#include "index/sources/sources.h"

/*
 * Loads and saves an index in the state directory, by blocking system calls. Thread-safe.
 *
 * The file is replaced, never changed: a new file is written, synced, read back and verified,
 * renamed over the old one, and the directory is synced. A failed fsync leaves pages marked clean,
 * so it is not retried: the new file is discarded. A lock on the directory serializes writers, and
 * its holder removes the temporary file of a killed writer, when it
 * saves as well as when it loads.
 */

#define STORE_FILE "unicode.charindex"

enum store_outcome {
    STORE_OK = 0,
    STORE_ABSENT,     /* load: the file does not exist */
    STORE_UNUSABLE,   /* load: damaged, or of other sources, or of another version */
    STORE_UNWRITABLE, /* save: the directory or the disk does not allow it */
    STORE_BUSY,       /* save: another process is saving there */
};

/*
 * Reads and fully verifies the directory's index, and compares it with the current sources in the
 * directory that the options name. With any_languages the options' languages are ignored: for a
 * program that only searches, an index in any languages will do, and with any tables of a site, if
 * the options name no folders and the usual one has no tables. STORE_OK: one reference in *index.
 * Otherwise the reason says why, except for STORE_ABSENT. Returns -ENOMEM when memory ran out.
 */
int store_load(const char *directory, const struct sources_options *options, bool any_languages,
               struct charindex **index, struct reason *reason);

/* Saves the index. Creates the directory and its parents (mode 0700) if they are missing. */
int store_save(const char *directory, const struct charindex *index, struct reason *reason);

/* The default state directory: $STATE_DIRECTORY (its first entry), else
 * $XDG_STATE_HOME/charfinder, else $HOME/.local/state/charfinder. Returns a string for free(),
 * or NULL when none of them is an absolute path or memory ran out. */
char *store_default_directory(void);

#endif
