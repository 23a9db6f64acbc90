#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_SHAPE_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_SHAPE_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"

enum { SHAPE_MAX = 64 }; /* glyphs of a text */

struct shaped_glyph {
    uint32_t number; /* of the face */
    int32_t x, y;    /* its origin, in units of the font; y grows upwards */
};

/* Lays out a text: ligatures, joined letters, marks in their places. Returns how many glyphs there are, from
 * left to right; 0 if the face lacks one of the characters, the text is invisible, or has too many. */
size_t shape_text(struct slice font, unsigned face, const uint32_t *points, size_t count,
                  struct shaped_glyph glyphs[static SHAPE_MAX]);

#endif
