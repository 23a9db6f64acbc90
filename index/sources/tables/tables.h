#ifndef CHARFINDER_INDEX_SOURCES_TABLES_TABLES_H
#define CHARFINDER_INDEX_SOURCES_TABLES_TABLES_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/vector.h"
#include "index/sources/formats/files.h"
#include "index/sources/records/private_names.h"
#include "index/sources/records/records.h"
#include "index/sources/records/source.h"
#include "index/sources/tables/sequence_set.h"

/*
 * Folders with tables of names (table.h), "*.tsv": those of the project, and those of the site. A
 * line that is not valid, or a file that cannot be read, costs only itself and is complained about.
 * Not thread-safe.
 *
 * What people write by hand is bounded: a larger folder costs a complaint, not the index.
 */

enum {
    TABLES_FOLDERS_MAX = 16,
    TABLES_FILES_MAX = 256,            /* of a folder: the first ones in byte order */
    TABLES_SIZE_MAX = 8 * 1024 * 1024, /* bytes of all files of a source together */
    TABLES_COMPLAINTS_MAX = 20,        /* of a source that are passed on; the rest is counted */
};

/* A line about a private-use character that may turn out to have no name. */
struct table_orphan {
    uint32_t code_point;
    unsigned line;
    size_t file; /* where the name of the file is in tables.files */
};

/* A line about a sequence that may turn out to be none. */
struct table_stray {
    struct sequence_points points;
    unsigned line;
    size_t file; /* as of an orphan */
};

/* What the tables of one source contain. */
struct tables {
    struct records sequences, texts;
    struct buffer files; /* the paths of all files, NUL-terminated */
    VECTOR_OF(struct table_orphan) orphans;
    VECTOR_OF(struct table_stray) strays;
    unsigned bad;                          /* lines and files that are left out */
    struct reason first;                   /* the first of these, for the state of the source */
    const struct sources_options *options; /* borrowed: who hears the complaints */
};

void tables_release(struct tables *tables); /* empty tables are all zero bytes */

/* The folder of the project's tables: names.d beside the running program, or where it is installed,
 * ../share/charfinder/names.d. Writes a NUL-terminated path. */
void tables_folder(char path[static PATH_MAX]);

/* Whose tables: their spellings and their names come before those of the other. */
enum tables_owner { TABLES_OF_SITE, TABLES_OF_PROJECT };

/* Some folders. */
struct tables_folders {
    const char *const *list;
    size_t count; /* at most TABLES_FOLDERS_MAX are read */
    enum tables_owner owner;
    uint8_t english;         /* the language of keywords: sources_english() */
    struct digests *digests; /* borrowed; of files that are not parsed; NULL: none are known */
};

/*
 * Reads all tables in the folders, in their order and in the byte order of the files' names, and
 * computes the digest over names and contents; zero if there are no files. With `parse`, also
 * collects their records in *tables and the names of private-use characters in *names. The state
 * and the reason of the source are those of the folders.
 *
 * Returns 0; -ENOMEM; or a negative errno if this process is short of something (file_shortage()).
 */
int tables_read(struct tables *tables, const struct tables_folders *folders, struct file *file,
                bool parse, struct private_names *names, struct source *source);

/* After all that names characters and sequences has been read, and the names settled: complains about
 * private-use characters without a name and, if there are `sequences`, about others than those; and
 * gives the source its state. */
void tables_settle(struct tables *tables, const struct private_names *names,
                   const struct sequence_set *sequences, struct source *source);

#endif
