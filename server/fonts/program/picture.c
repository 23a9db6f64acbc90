/*
 * A text as a picture for a person (a path, or an image in colour) and as one for link previews, which take only
 * images: black on white, because some show them on black.
 */

#include "server/fonts/program/picture.h"

#include <stdlib.h>

#include "server/fonts/program/colour.h"
#include "server/fonts/program/image.h"
#include "server/fonts/program/outline.h"
#include "server/fonts/wire.h"

_Static_assert((int)PICTURE_PREVIEW == (int)OUTLINE_PIXELS,
               "the image of an outline is the preview");

static bool finish(struct wire_picture *picture, const struct buffer *path,
                   const struct buffer *image, const struct buffer *preview, struct buffer *out)
{
    picture->path = (uint32_t)path->size;
    picture->image = (uint32_t)image->size;
    picture->preview = (uint32_t)preview->size;
    buffer_append(out, picture, sizeof *picture);
    buffer_append(out, path->bytes, path->size);
    buffer_append(out, image->bytes, image->size);
    buffer_append(out, preview->bytes, preview->size);
    return !out->failed;
}

static bool draw_black(const struct outline *outline, struct buffer *out)
{
    struct wire_picture picture = {
        .left = outline->left, .top = outline->top, .side = outline->side};
    struct buffer preview = BUFFER_INIT, none = BUFFER_INIT;
    bool done;

    for (size_t i = 0; i < (size_t)OUTLINE_PIXELS * OUTLINE_PIXELS; i++)
        outline->pixels[i] = (uint8_t)(255 - outline->pixels[i]);
    done = image_append(&preview, IMAGE_GREY, outline->pixels, OUTLINE_PIXELS, OUTLINE_PIXELS) &&
           finish(&picture, &outline->path, &none, &preview, out);
    buffer_release(&preview);
    return done;
}

/* One channel on white, at a place between pixels, in 1/256 of one. */
static uint8_t blend(const struct colour *colour, size_t x, size_t y, size_t channel)
{
    size_t sum = 0;

    for (size_t corner = 0; corner < 4; corner++) {
        size_t column = x / 256 + corner % 2, row = y / 256 + corner / 2;
        size_t weight =
            (corner % 2 ? x % 256 : 256 - x % 256) * (corner / 2 ? y % 256 : 256 - y % 256);
        const uint8_t *pixel;

        column = column < colour->width ? column : colour->width - 1;
        row = row < colour->height ? row : colour->height - 1;
        pixel = colour->pixels + (row * colour->width + column) * 4;
        sum += weight * (pixel[channel] * (size_t)pixel[3] + 255 * (255 - (size_t)pixel[3])) / 255;
    }
    return (uint8_t)(sum / 65536);
}

/* On white, as large as a margin allows. Returns NULL when memory ran out. To be freed. */
static uint8_t *enlarged(const struct colour *colour)
{
    const size_t side = colour->width > colour->height ? colour->width : colour->height;
    const size_t most = PICTURE_PREVIEW * 8 / 9;
    const size_t width = most * colour->width / side, height = most * colour->height / side;
    const size_t left = (PICTURE_PREVIEW - width) / 2, top = (PICTURE_PREVIEW - height) / 2;
    const size_t size = (size_t)PICTURE_PREVIEW * PICTURE_PREVIEW * 3;
    uint8_t *pixels = malloc(size);

    if (!pixels)
        return NULL;
    memset(pixels, 255, size);
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++)
            for (size_t channel = 0; channel < 3; channel++)
                pixels[((top + y) * PICTURE_PREVIEW + left + x) * 3 + channel] =
                    blend(colour, x * 256 * side / most, y * 256 * side / most, channel);
    return pixels;
}

static bool draw_coloured(const struct colour *colour, struct buffer *out)
{
    struct wire_picture picture = {
        .side = (int32_t)(colour->width > colour->height ? colour->width : colour->height)};
    struct buffer image = BUFFER_INIT, preview = BUFFER_INIT, none = BUFFER_INIT;
    uint8_t *pixels = enlarged(colour);
    bool done = pixels &&
                image_append(&image, IMAGE_RGBA, colour->pixels, colour->width, colour->height) &&
                image_append(&preview, IMAGE_RGB, pixels, PICTURE_PREVIEW, PICTURE_PREVIEW) &&
                finish(&picture, &none, &image, &preview, out);

    free(pixels);
    buffer_release(&image);
    buffer_release(&preview);
    return done;
}

bool picture_draw(struct slice font, unsigned face, const uint32_t *points, size_t count,
                  bool boxed, struct buffer *out)
{
    struct shaped_glyph glyphs[SHAPE_MAX];
    size_t shaped = shape_text(font, face, points, count, glyphs);
    struct outline outline;
    struct colour colour;
    bool done = false;

    if (shaped == 0)
        return false;
    if (!boxed && colour_draw(font, face, glyphs, shaped, &colour)) {
        done = draw_coloured(&colour, out);
        colour_release(&colour);
    } else if (outline_draw(font, face, glyphs, shaped, boxed, &outline)) {
        done = draw_black(&outline, out);
        outline_release(&outline);
    }
    return done;
}
