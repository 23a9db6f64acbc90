#ifndef CHARFINDER_INDEX_LINE_H
#define CHARFINDER_INDEX_LINE_H

#include <stddef.h>
#include <stdint.h>

/*
 * A character's line, "U+0039\t9\tDIGIT NINE\r\n", as far as the code point decides it: all that
 * stands before the name.
 */

enum {
    LINE_PREFIX_MAX = 16, /* "U+10FFFF", tab, 4 bytes, tab: 14 */
    LINE_MAX_SIZE = 256,  /* of a whole line; a longer one makes an index invalid */
};
#define LINE_END "\r\n"

/* Writes "U+0039\t9\t" without a NUL and returns its size. Control characters are shown by their
 * pictures (U+2400 and up), those from U+0080 on, which have none, by U+FFFD. */
size_t line_prefix(char out[static LINE_PREFIX_MAX], uint32_t code_point);

/* The size of the same. */
size_t line_prefix_size(uint32_t code_point);

#endif
