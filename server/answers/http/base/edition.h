#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_EDITION_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_EDITION_H

#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "server/answers/http/base/assets.h"

/*
 * An edition: the immutable files of the page of one version of the program, as one file on a disk. A
 * page of an earlier version, in a browser or a cache, still asks for its files after an upgrade.
 *
 *     16 bytes   "charfinder-page" and the format's version
 *     16 bytes   checksum of all that follows (index/base/checksum.h)
 *     16 bytes   the last part of their directory, in hexadecimal digits
 *      4 bytes   number of files; integers are little-endian
 *     92 bytes   for each file: name (64, NUL-filled), entity tag (16, without quotes), and the size in
 *                each coding (3 times 4; 0: it is not there)
 *                then their bytes, in this order
 *
 * Immutable, and therefore thread-safe.
 */

enum {
    EDITION_DIGEST_SIZE = 16,   /* digits of the directory */
    EDITION_MAX_SIZE = 4 << 20, /* bytes; the page has a tenth of it */
    EDITION_MAX_FILES = 256,
};

struct edition;

/* Appends this program's edition. */
void edition_append(struct buffer *out);

/* Takes the bytes, and verifies them: they may come from anybody. Returns NULL with a reason, and releases
 * them, if they are not an edition, or memory ran out. */
struct edition *edition_read(struct buffer *bytes, struct reason *reason);
void edition_free(struct edition *edition); /* NULL is allowed */

/* The last part of the directory of its files, with a NUL. */
const char *edition_digest(const struct edition *edition);

/* The file at exactly this path, or NULL. */
const struct asset *edition_find(const struct edition *edition, const char *path, size_t size);

#endif
