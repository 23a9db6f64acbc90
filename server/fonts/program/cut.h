#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_CUT_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* Appends a WOFF2 font with the glyphs of these code points and what shapes them, without hints and
 * variations. Returns false, and nothing was appended, if the face lacks one of them, is damaged, or
 * memory ran out. */
bool cut_slice(struct slice font, unsigned face, const uint32_t *points, size_t count,
               struct buffer *out);

/* The same of a font with images, for the code points as one text, of which it has only the images that it is drawn
 * with. Returns the same, and false if the font has no images. */
bool cut_text(struct slice font, unsigned face, const uint32_t *points, size_t count,
              struct buffer *out);

#endif
