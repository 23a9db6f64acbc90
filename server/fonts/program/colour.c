/*
 * Glyphs in colour by FreeType: images (CBDT, sbix) in the largest size that there is, and layers (COLR) in a
 * size of our own.
 */

#include "server/fonts/program/colour.h"

#include <ft2build.h>
#include <stdlib.h>
#include <string.h>

#include FT_FREETYPE_H

enum { LAYERS_SIZE = 160 }; /* pixels of an em */

/* Pixels from the origin of the text; y grows downwards. */
struct extent {
    long left, top, right, bottom;
};

/* Returns the pixels of an em; 0 if there is no size. */
static long choose_size(FT_Face face)
{
    FT_Int best = 0;

    if (FT_IS_SCALABLE(face) && face->num_fixed_sizes == 0)
        return FT_Set_Pixel_Sizes(face, 0, LAYERS_SIZE) == 0 ? LAYERS_SIZE : 0;
    for (FT_Int i = 1; i < face->num_fixed_sizes; i++)
        if (face->available_sizes[i].y_ppem > face->available_sizes[best].y_ppem)
            best = i;
    if (face->num_fixed_sizes == 0 || FT_Select_Size(face, best) != 0)
        return 0;
    return face->size->metrics.x_ppem;
}

/* Loads a glyph, and where it is. */
static bool load(FT_Face face, long ppem, const struct shaped_glyph *glyph, struct extent *place)
{
    const FT_Bitmap *bitmap = &face->glyph->bitmap;
    const int64_t em = face->units_per_EM ? face->units_per_EM : 1;

    if (FT_Load_Glyph(face, glyph->number, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0 ||
        bitmap->pixel_mode != FT_PIXEL_MODE_BGRA || bitmap->width > COLOUR_PIXELS_MAX ||
        bitmap->rows > COLOUR_PIXELS_MAX || bitmap->pitch < (int)bitmap->width * 4)
        return false;
    place->left = (long)(glyph->x * ppem / em) + face->glyph->bitmap_left;
    place->top = -(long)(glyph->y * ppem / em) - face->glyph->bitmap_top;
    place->right = place->left + (long)bitmap->width;
    place->bottom = place->top + (long)bitmap->rows;
    return true;
}

static void include(struct extent *all, const struct extent *one)
{
    all->left = one->left < all->left ? one->left : all->left;
    all->top = one->top < all->top ? one->top : all->top;
    all->right = one->right > all->right ? one->right : all->right;
    all->bottom = one->bottom > all->bottom ? one->bottom : all->bottom;
}

/* FreeType's colours are multiplied with their opacity; those of PNG are not. */
static void lay(uint8_t *pixel, const uint8_t *bgra)
{
    static const unsigned order[] = {2, 1, 0};
    const unsigned opacity = bgra[3];

    if (opacity < pixel[3] || opacity == 0)
        return;
    for (size_t i = 0; i < 3; i++) {
        unsigned value = bgra[order[i]] * 255u / opacity;

        pixel[i] = (uint8_t)(value > 255 ? 255 : value);
    }
    pixel[3] = (uint8_t)opacity;
}

static void copy(const struct colour *out, const FT_Bitmap *bitmap, size_t left, size_t top)
{
    for (size_t y = 0; y < bitmap->rows; y++)
        for (size_t x = 0; x < bitmap->width; x++)
            lay(out->pixels + ((top + y) * out->width + left + x) * 4,
                bitmap->buffer + y * (size_t)bitmap->pitch + x * 4);
}

static bool draw(FT_Face face, const struct shaped_glyph *glyphs, size_t count, struct colour *out)
{
    const long ppem = choose_size(face);
    struct extent all = {.left = 0}, place;

    for (size_t i = 0; i < count; i++) {
        if (ppem == 0 || !load(face, ppem, &glyphs[i], &place))
            return false;
        if (i == 0)
            all = place;
        include(&all, &place);
    }
    if (all.right - all.left > COLOUR_PIXELS_MAX || all.bottom - all.top > COLOUR_PIXELS_MAX ||
        all.right <= all.left || all.bottom <= all.top)
        return false;
    out->width = (unsigned)(all.right - all.left);
    out->height = (unsigned)(all.bottom - all.top);
    out->pixels = calloc((size_t)out->width * out->height, 4);
    for (size_t i = 0; i < count; i++) {
        if (!out->pixels || !load(face, ppem, &glyphs[i], &place))
            return false;
        copy(out, &face->glyph->bitmap, (size_t)(place.left - all.left),
             (size_t)(place.top - all.top));
    }
    return true;
}

bool colour_draw(struct slice font, unsigned face_number, const struct shaped_glyph *glyphs,
                 size_t count, struct colour *out)
{
    bool drawn = false;
    FT_Library library;
    FT_Face face;

    *out = (struct colour){.pixels = NULL};
    if (FT_Init_FreeType(&library) != 0)
        return false;
    if (FT_New_Memory_Face(library, (const FT_Byte *)font.bytes, (FT_Long)font.size,
                           (FT_Long)face_number, &face) == 0) {
        drawn = FT_HAS_COLOR(face) && draw(face, glyphs, count, out);
        (void)FT_Done_Face(face);
    }
    (void)FT_Done_FreeType(library);
    if (!drawn)
        colour_release(out);
    return drawn;
}

void colour_release(struct colour *colour)
{
    free(colour->pixels);
    colour->pixels = NULL;
}
