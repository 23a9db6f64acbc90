#ifndef CHARFINDER_SERVER_FONTS_PROGRAM_IMAGE_H
#define CHARFINDER_SERVER_FONTS_PROGRAM_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"

enum image_kind { IMAGE_GREY = 1, IMAGE_RGB = 3, IMAGE_RGBA = 4 }; /* bytes of a pixel */

/* Appends an image as PNG; rows from the top, without gaps. Returns false if memory ran out. */
bool image_append(struct buffer *out, enum image_kind kind, const uint8_t *pixels, unsigned width,
                  unsigned height);

#endif
