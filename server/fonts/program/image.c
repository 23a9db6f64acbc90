/*
 * PNG by libpng's simple interface, which reports errors by return values.
 */

#include "server/fonts/program/image.h"

#include <png.h>

static png_uint_32 format_of(enum image_kind kind)
{
    switch (kind) {
    case IMAGE_GREY:
        return PNG_FORMAT_GRAY;
    case IMAGE_RGB:
        return PNG_FORMAT_RGB;
    case IMAGE_RGBA:
        return PNG_FORMAT_RGBA;
    }
    return PNG_FORMAT_GRAY;
}

bool image_append(struct buffer *out, enum image_kind kind, const uint8_t *pixels, unsigned width,
                  unsigned height)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = format_of(kind)};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    char *space = buffer_reserve(out, size);

    if (!space || !png_image_write_to_memory(&image, space, &size, 0, pixels, 0, NULL))
        return false;
    buffer_claim(out, size);
    return true;
}
