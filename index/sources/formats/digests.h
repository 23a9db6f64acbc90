#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_DIGESTS_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_DIGESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "index/base/buffer.h"
#include "index/base/checksum.h"
#include "index/base/slice.h"
#include "index/base/vector.h"

/*
 * Digests of files that have been read before, found by what stat() says of them: device, inode, size,
 * and the times of the last changes of the content and of the inode. A file for which all of these are
 * the same has the same bytes, so it need not be read again to know its digest. Only root can
 * set the time of an inode's change.
 *
 * That a file has not changed since is not certain if it changed in the same tick of the clock of its file
 * system. So of digests that were saved, those of files that had changed less than DIGESTS_SETTLED seconds
 * before are forgotten; Git's index has the same rule ("racy Git", Documentation/technical/racy-git.txt).
 *
 * They can be saved, and are for this machine only. Not thread-safe.
 */

enum {
    DIGESTS_MAX = 1024,  /* files; all sources in all languages are 350 */
    DIGESTS_SETTLED = 2, /* seconds; the coarsest clock is FAT's */
};

struct digest_entry {
    uint64_t device, inode, size;
    int64_t content_changed, inode_changed; /* nanoseconds since 1970 */
    uint8_t digest[CHECKSUM_SIZE];
};

struct digests {
    VECTOR_OF(struct digest_entry) entries;
    size_t next;  /* where the next search begins: files are asked for in the same order */
    bool changed; /* since they were loaded */
};

#define DIGESTS_INIT                                                                               \
    {                                                                                              \
        .changed = false                                                                           \
    }

void digests_release(struct digests *digests);

/* The digest of this file, if it is known. */
bool digests_find(struct digests *digests, const struct stat *file,
                  uint8_t digest[static CHECKSUM_SIZE]);

/* Keeps the digest of a file, whose status was taken before its bytes were read. Beyond
 * DIGESTS_MAX, the one that was noted first gives way. */
void digests_note(struct digests *digests, const struct stat *file,
                  const uint8_t digest[static CHECKSUM_SIZE]);

/* The digests as bytes. */
void digests_save(const struct digests *digests, struct buffer *bytes);

/* Adds those of bytes that were written at that time. Bytes that are not digests of this machine's
 * programs, or are damaged, give none. */
void digests_load(struct digests *digests, struct slice bytes, struct timespec written);

enum { DIGESTS_SIZE_MAX = 64 + DIGESTS_MAX * (int)sizeof(struct digest_entry) }; /* bytes */

#endif
