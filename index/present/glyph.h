#ifndef CHARFINDER_INDEX_PRESENT_GLYPH_H
#define CHARFINDER_INDEX_PRESENT_GLYPH_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * A character or sequence as a person sees it in a column of a terminal: a mark on ◌, a control as its
 * picture, what is invisible as its abbreviation ("ZWSP") or ␣. Never anything that a terminal
 * obeys. Thread-safe.
 */

/* Appends it, and returns the cells that it takes. The document is one of the index. */
size_t glyph_append(struct buffer *out, const struct charindex *index, uint32_t document);

/* The same of code points that need not be in the index. */
size_t glyph_append_points(struct buffer *out, const struct charindex *index,
                           const uint32_t *points, size_t count);

#endif
