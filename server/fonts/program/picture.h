#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_PICTURE_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

enum { PICTURE_PREVIEW = 512 }; /* pixels of each side of the image for link previews */

/* Appends a text drawn in a face: struct wire_picture (wire.h) and its parts. In colour where the face is, else in
 * black. Returns false, and the buffer has nothing of use, if the face cannot draw all of
 * it, or memory ran out. */
bool picture_draw(struct slice font, unsigned face, const uint32_t *points, size_t count,
                  bool boxed, struct buffer *out);

#endif
