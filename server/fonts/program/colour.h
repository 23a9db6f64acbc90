#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_COLOUR_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

#include "server/fonts/program/shape.h"

enum { COLOUR_PIXELS_MAX = 1024 }; /* of each side */

struct colour {
    unsigned width, height;
    uint8_t *pixels; /* owned; red, green, blue, opacity; rows from the top */
};

/* Draws glyphs that the face has as images in colour, or as layers in colour, side by side in the size that the
 * font has. Returns false, and there is nothing to release, if the face has one of them in no such form, they
 * are too large, or memory ran out. */
bool colour_draw(struct slice font, unsigned face, const struct shaped_glyph *glyphs, size_t count,
                 struct colour *out);
void colour_release(struct colour *colour);

#endif
