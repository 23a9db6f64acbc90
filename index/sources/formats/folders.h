#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_FOLDERS_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "index/sources/formats/files.h"

/*
 * The folders in which sources are looked for, in their order: the first one that has a file wins. Paths
 * are as Debian lays them out below /usr/share. A folder may also be laid out as those who make the
 * files do: as unicode.org, with ucd/ for unicode/ and emoji/ and security/ beside it, and as CLDR's
 * archive, with common/ for unicode/cldr/common/.
 */

enum { FOLDERS_MAX = 16 };

struct folders {
    size_t count;
    int list[FOLDERS_MAX];   /* descriptors; -1: does not exist */
    struct digests *digests; /* borrowed; for folders_take(); NULL: none are known */
};

#define FOLDERS_INIT                                                                               \
    {                                                                                              \
        .count = 0                                                                                 \
    }

/* Adds a folder, if there is space, after those before it; one that does not exist has no files.
 * Returns 0, or a negative errno if this process is short of something (file_shortage()). */
int folders_add(struct folders *folders, const char *path);
void folders_close(struct folders *folders);

/* Reads the first file of that path, as file_read(), for its bytes and their digest. Without `bytes`, the digest alone is
 * wanted, and `file` is undefined: it need not be read (file_identify()). The digest is zero unless
 * SOURCE_OK is returned. */
int folders_take(const struct folders *folders, struct file *file, const char *path, bool bytes,
                 uint8_t digest[static CHECKSUM_SIZE], struct reason *reason);

/* The same from one folder, below folders->count. */
int folders_take_one(const struct folders *folders, size_t folder, struct file *file,
                     const char *path, bool bytes, uint8_t digest[static CHECKSUM_SIZE],
                     struct reason *reason);

/* Does one of them have this path, readable or not? */
bool folders_have(const struct folders *folders, const char *path);

/* The same of one folder. */
bool folders_one_has(const struct folders *folders, size_t folder, const char *path);

/* Reads up to that many bytes from the beginning of a file. Returns how many; 0: none. */
size_t folders_head(const struct folders *folders, size_t folder, const char *path, char *bytes,
                    size_t size);

/* Opens a directory of one folder. Returns a descriptor or -errno. */
int folders_directory(const struct folders *folders, size_t folder, const char *path);

#endif
