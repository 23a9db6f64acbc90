#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_FILES_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "index/sources/formats/digests.h"
#include "index/sources/records/source.h"

/* The bytes of one file at a time, in memory that is reused. */
struct file {
    char *bytes; /* owned; of the last file read */
    size_t size;
    size_t capacity;
};

#define FILE_INIT                                                                                  \
    {                                                                                              \
        .bytes = NULL                                                                              \
    }

enum { FILE_MAX_SIZE = 64 * 1024 * 1024 }; /* bytes; the largest file read has 1.7 million */

void file_release(struct file *file);

/*
 * Reads a file, its path relative to an open directory. Returns SOURCE_OK; SOURCE_MISSING if it
 * does not exist; SOURCE_DAMAGED, with a reason, if it cannot be read, is not a regular file or is
 * larger than FILE_MAX_SIZE; or a negative errno if this process is short of something
 * (file_shortage()). A negative directory has no files.
 */
int file_read(struct file *file, int directory, const char *path, struct reason *reason);

/* The digest of a file that file_read() could read, or zeros; returns what file_read() returns. A file
 * whose digest is known (digests; NULL: none is) is not read, so afterwards only file->size counts. What is
 * read is noted in *digests. */
int file_identify(struct file *file, int directory, const char *path, struct digests *digests,
                  uint8_t digest[static CHECKSUM_SIZE], struct reason *reason);

/* Does this errno say that the process or the machine has run out of descriptors or memory? Then it says
 * nothing about the file, which must not be taken for missing or damaged. */
bool file_shortage(int error);

#endif
