#ifndef CHARFINDER_SERVER_FONTS_KEEP_H
#define CHARFINDER_SERVER_FONTS_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/checksum.h"
#include "index/base/slice.h"

/*
 * What was made of fonts, on disk: files of the folder `fonts` in the state directory, each named by what
 * it was made from. Nothing is lost with them but time. What is damaged is deleted. Blocking; for one
 * thread, and for several daemons.
 *
 *     16 bytes   "charfinder-fonts" and
 *     16 bytes   checksum of all that follows (index/base/checksum.h)
 *                the bytes
 */

enum {
    KEEP_FILES_MAX = 20000,
    KEEP_BYTES_MAX = 192 << 20,
    KEEP_UNUSED_SECONDS = 7 * 24 * 3600, /* then slices without a request are deleted */
};

struct keep {
    int folder; /* -1: nothing is kept */
    bool warned;
};

/* Opens the folder below this directory, and makes it if need be. NULL: nothing is kept. Warns where that
 * is not possible, and nothing is kept. */
void keep_open(struct keep *keep, const char *directory);
void keep_close(struct keep *keep);

/* Appends the bytes that are kept under this key. Returns whether there are some. */
bool keep_get(struct keep *keep, const uint8_t key[static CHECKSUM_SIZE], struct buffer *out);
/* Keeps the bytes. Warns once of a disk that does not take them. */
void keep_put(struct keep *keep, const uint8_t key[static CHECKSUM_SIZE], struct slice bytes);

/* Deletes what was not used for long, and what is too much, the longest unused first. */
void keep_sweep(struct keep *keep);

#endif
