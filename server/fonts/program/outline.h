#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_OUTLINE_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_OUTLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/fonts/program/shape.h"

enum { OUTLINE_PIXELS = 512 }; /* of each side of the image */

/* A drawing in a square with a margin, as a path and as an image. */
struct outline {
    int32_t left, top, side; /* of the square, in units of the font; y grows downwards */
    struct buffer path;      /* owned; M, L, Q and C of SVG with whole numbers */
    uint8_t *pixels;         /* owned; a byte each, rows from the top; 255 is ink */
};

/* Draws the outlines of glyphs; boxed: in a dashed frame. Returns false, and there is nothing to release, if
 * the face has no outline for them, the path would be longer than WIRE_PATH_MAX, or memory ran out. */
bool outline_draw(struct slice font, unsigned face, const struct shaped_glyph *glyphs, size_t count,
                  bool boxed, struct outline *out);
void outline_release(struct outline *outline);

#endif
