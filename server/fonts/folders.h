#ifndef CHARFINDER_SERVER_FONTS_FOLDERS_H
#define CHARFINDER_SERVER_FONTS_FOLDERS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/checksum.h"
#include "index/base/vector.h"

/*
 * The font files below folders: regular files, found by the endings of their names. Links are not
 * followed, except at a configured folder itself: files outside of the folders are not read.
 */

enum {
    FOLDERS_FILES_MAX = 4096, /* of more, the last ones in the order of paths are left out */
    FOLDERS_DEPTH_MAX = 8,
    FOLDERS_ENTRIES_MAX = 65536, /* that are looked at */
};

struct font_file {
    char *path; /* owned */
    uint64_t size;
    /* Of path, size and time of the last change: another file has another key. */
    uint8_t key[CHECKSUM_SIZE];
};

struct font_files {
    VECTOR_OF(struct font_file) list; /* in the order of the folders, and in each of paths */
};

/* Lists them; all zero bytes are an empty list. A folder that cannot be read has none. Returns 0 or
 * -ENOMEM; folders_release() in either case. */
int folders_list(struct font_files *files, const char *const *folders, size_t count);
void folders_release(struct font_files *files);

/* Opens the file for reading. Returns a descriptor, or -errno if it is not what was listed any more. */
int folders_open(const struct font_file *file);

#endif
