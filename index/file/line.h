#ifndef CHARFINDER_INDEX_FILE_LINE_H
#define CHARFINDER_INDEX_FILE_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "index/sources/sources.h"

/*
 * The part of a document's line, "U+0039\t9\tDIGIT NINE\r\n", that depends on the code points:
 * everything before the name. Code points of a sequence are separated by spaces: "U+1F1E8
 * U+1F1ED\t…\t".
 */

enum {
    LINE_PREFIX_MAX = SEQUENCE_MAX * (9 + 4) + 2, /* "U+10FFFF ", 4 bytes of UTF-8; two tabs */
    LINE_MAX_SIZE = 512, /* of a whole line; a longer one makes an index invalid */
};
#define LINE_END "\r\n"

/* Writes "U+0039\t9\t" without a NUL and returns its size. At most SEQUENCE_MAX points. Control
 * characters are replaced by their pictures (U+2400 and up), those from U+0080 on, which do not
 * have pictures, by U+FFFD. */
size_t line_prefix(char out[static LINE_PREFIX_MAX], const uint32_t *points, size_t count);

/* The size that line_prefix() would write. */
size_t line_prefix_size(const uint32_t *points, size_t count);

#endif
