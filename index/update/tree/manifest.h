#ifndef CHARFINDER_INDEX_UPDATE_TREE_MANIFEST_H
#define CHARFINDER_INDEX_UPDATE_TREE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/update/base/catalog.h"
#include "index/update/transfer/part.h"

/*
 * What an update has put into a folder: the versions, and for each file where it came from, so that
 * the next update asks only for what has changed. It lies among the files and is exchanged with them.
 *
 *   charfinder-update	1
 *   unicode	17.0.0
 *   cldr	48
 *   file	Blocks.txt	1	11234	https://www.unicode.org/Public/17.0.0/ucd/Blocks.txt	"2bd6-5a"
 *
 * The numbers are files and bytes on the disk. Fields are separated by tabs.
 */

#define MANIFEST_PATH "unicode/charfinder-update.tsv"

enum { MANIFEST_ROWS = 64, MANIFEST_MAX_SIZE = 64 * 1024 };

struct manifest_row {
    const struct catalog_entry *entry;
    uint64_t files, bytes;
    char url[PART_URL_SIZE];             /* empty: from a folder or an archive of this machine */
    char validator[PART_VALIDATOR_SIZE]; /* or empty */
};

struct manifest {
    struct release releases[CATALOG_GROUPS];
    size_t count;
    struct manifest_row rows[MANIFEST_ROWS];
};

/* Parses the file's bytes. Returns false if they are not a manifest; rows of files that this version of
 * the program does not know are ignored. */
bool manifest_parse(struct manifest *manifest, const char *bytes, size_t size);

/* Appends the file's bytes. */
void manifest_append(const struct manifest *manifest, struct buffer *out);

/* Reads the folder's. Returns 1; 0 if there is none; -EBADMSG if it is not one; or -errno. */
int manifest_read(struct manifest *manifest, int folder);

/* The row of a file, or NULL. */
const struct manifest_row *manifest_find(const struct manifest *manifest,
                                         const struct catalog_entry *entry);

/* Appends a row for the file. Returns NULL if the manifest is full. Text that would break the format is
 * left out. */
struct manifest_row *manifest_add(struct manifest *manifest, const struct catalog_entry *entry,
                                  const char *url, const char *validator);

#endif
