#ifndef CHARFINDER_INDEX_PRESENT_VISIBLE_H
#define CHARFINDER_INDEX_PRESENT_VISIBLE_H

#include <stddef.h>

#include "index/base/buffer.h"

/*
 * Text that cannot drive, reorder or break a terminal's lines: control characters, bidi controls,
 * U+2028 and U+2029 (see line_shows_all()) are written as escapes, "\u202E".
 */

/* Appends text that may quote the client. Bytes that are not UTF-8 become U+FFFD. */
void visible_append(struct buffer *out, const char *text, size_t size);

/* Does the same to what was appended to `out` from `begin` on: one JSON value, without a line end. JSON
 * reads the escapes as the characters. Allocates only where there is one to escape; when memory runs
 * out, the buffer is marked failed. */
void visible_rewrite(struct buffer *out, size_t begin);

#endif
