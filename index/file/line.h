#ifndef CHARFINDER_INDEX_FILE_LINE_H
#define CHARFINDER_INDEX_FILE_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "index/sources/sources.h"

/*
 * A document's line, "U+0039\t9\tDIGIT NINE\r\n", as far as the code points decide it: all that
 * stands before the name. Those of a sequence have a space between: "U+1F1E8 U+1F1ED\t…\t".
 */

enum {
    LINE_PREFIX_MAX = SEQUENCE_MAX * (9 + 4) + 2, /* "U+10FFFF ", 4 bytes of UTF-8; two tabs */
    LINE_MAX_SIZE = 512, /* of a whole line; a longer one makes an index invalid */
};
#define LINE_END "\r\n"

/* Writes "U+0039\t9\t" without a NUL and returns its size. At most SEQUENCE_MAX points. Control
 * characters are shown by their pictures (U+2400 and up), those from U+0080 on, which have none,
 * by U+FFFD. */
size_t line_prefix(char out[static LINE_PREFIX_MAX], const uint32_t *points, size_t count);

/* The size of the same. */
size_t line_prefix_size(const uint32_t *points, size_t count);

#endif
