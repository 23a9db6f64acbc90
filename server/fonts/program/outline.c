/*
 * Outlines by FreeType, in the units of the font. All glyphs of a text, and the frame, become one outline,
 * from which both the path and the image are made. SVG's y grows downwards, a font's upwards.
 */

#include "server/fonts/program/outline.h"

#include <ft2build.h>
#include <stdlib.h>
#include <string.h>

#include FT_FREETYPE_H
#include FT_BBOX_H
#include FT_OUTLINE_H

#include "server/fonts/wire.h"

enum {
    POINTS_MAX = 32767, /* of an outline of FreeType */
    FAR = 1 << 20,      /* units: what is farther out is a mistake of the font */
    DASHES_MAX = 200,   /* of a frame */
};

/*
 * One outline of all.
 */

static bool add_point(FT_Outline *all, FT_Pos x, FT_Pos y)
{
    if (x > FAR || x < -FAR || y > FAR || y < -FAR || all->n_points >= POINTS_MAX)
        return false;
    all->points[all->n_points].x = x;
    all->points[all->n_points].y = y;
    all->n_points++;
    return true;
}

static bool end_contour(FT_Outline *all, int last)
{
    if (all->n_contours >= POINTS_MAX)
        return false;
    all->contours[all->n_contours++] = (__typeof__(*all->contours))last;
    return true;
}

static bool add_glyph(FT_Outline *all, const FT_Outline *glyph, FT_Pos x, FT_Pos y)
{
    const int before = all->n_points;

    if (x > FAR || x < -FAR || y > FAR || y < -FAR)
        return false;
    for (int i = 0; i < glyph->n_points; i++) {
        if (!add_point(all, glyph->points[i].x + x, glyph->points[i].y + y))
            return false;
        all->tags[all->n_points - 1] = glyph->tags[i];
    }
    for (int i = 0; i < glyph->n_contours; i++)
        if (!end_contour(all, before + glyph->contours[i]))
            return false;
    return true;
}

static bool add_glyphs(FT_Outline *all, FT_Face face, const struct shaped_glyph *glyphs,
                       size_t count)
{
    const FT_Int32 flags = FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP;

    for (size_t i = 0; i < count; i++)
        if (FT_Load_Glyph(face, glyphs[i].number, flags) != 0 ||
            face->glyph->format != FT_GLYPH_FORMAT_OUTLINE ||
            !add_glyph(all, &face->glyph->outline, glyphs[i].x, glyphs[i].y))
            return false;
    return all->n_points > 0;
}

/*
 * The frame.
 */

static bool add_rectangle(FT_Outline *all, FT_Pos left, FT_Pos bottom, FT_Pos right, FT_Pos top)
{
    const FT_Vector corners[] = {{left, bottom}, {left, top}, {right, top}, {right, bottom}};

    for (size_t i = 0; i < 4; i++) {
        if (!add_point(all, corners[i].x, corners[i].y))
            return false;
        all->tags[all->n_points - 1] = FT_CURVE_TAG_ON;
    }
    return end_contour(all, all->n_points - 1);
}

/* Dashes along one side and the opposite one: an odd number of equal steps, so that the corners are closed. */
static bool add_dashes(FT_Outline *all, const FT_BBox *box, FT_Pos wide, bool across)
{
    FT_Pos length = across ? box->xMax - box->xMin : box->yMax - box->yMin;
    FT_Pos steps = length / (4 * wide) * 2 + 1;
    bool added = steps <= DASHES_MAX;

    for (FT_Pos i = 0; added && i < steps; i += 2) {
        FT_Pos first = length * i / steps, last = length * (i + 1) / steps;

        added = across ? add_rectangle(all, box->xMin + first, box->yMin, box->xMin + last,
                                       box->yMin + wide) &&
                             add_rectangle(all, box->xMin + first, box->yMax - wide,
                                           box->xMin + last, box->yMax)
                       : add_rectangle(all, box->xMin, box->yMin + first, box->xMin + wide,
                                       box->yMin + last) &&
                             add_rectangle(all, box->xMax - wide, box->yMin + first, box->xMax,
                                           box->yMin + last);
    }
    return added;
}

static bool add_frame(FT_Outline *all, FT_Pos em)
{
    const FT_Pos wide = em / 24 + 1, gap = em / 4 + 1;
    FT_BBox box;

    if (FT_Outline_Get_BBox(all, &box) != 0)
        return false;
    box.xMin -= gap;
    box.yMin -= gap;
    box.xMax += gap;
    box.yMax += gap;
    return add_dashes(all, &box, wide, true) && add_dashes(all, &box, wide, false);
}

/*
 * The path.
 */

/* One letter, and its points. */
static int add(struct buffer *out, char command, const FT_Vector *const points[], size_t count)
{
    enum { POINT_SIZE = 48 }; /* bytes, at most */

    if (out->size > WIRE_PATH_MAX - 4 * POINT_SIZE)
        return 1;
    buffer_append(out, &command, 1);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%ld %ld ", points[i]->x, -points[i]->y);
    return out->failed;
}

static int move_to(const FT_Vector *to, void *out)
{
    return add(out, 'M', &to, 1);
}

static int line_to(const FT_Vector *to, void *out)
{
    return add(out, 'L', &to, 1);
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *out)
{
    return add(out, 'Q', (const FT_Vector *const[]){control, to}, 2);
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to, void *out)
{
    return add(out, 'C', (const FT_Vector *const[]){first, second, to}, 3);
}

/* A square around the drawing, of the height of the letters at least, so that a full stop stays small. */
static bool frame_view(const FT_Outline *all, FT_Pos em, struct outline *out)
{
    FT_Pos width, tall, side;
    FT_BBox box;

    if (FT_Outline_Get_BBox((FT_Outline *)all, &box) != 0)
        return false;
    width = box.xMax - box.xMin;
    tall = box.yMax - box.yMin;
    side = width > tall ? width : tall;
    side = (side > em ? side : em) * 9 / 8;
    out->left = (int32_t)(box.xMin - (side - width) / 2);
    out->top = (int32_t)(-box.yMax - (side - tall) / 2);
    out->side = (int32_t)side;
    return side > 0;
}

/*
 * The image.
 */

static bool fill(FT_Library library, FT_Outline *all, struct outline *out)
{
    const int64_t whole = (int64_t)OUTLINE_PIXELS * 64;
    FT_Bitmap bitmap = {.rows = OUTLINE_PIXELS,
                        .width = OUTLINE_PIXELS,
                        .pitch = OUTLINE_PIXELS,
                        .num_grays = 256,
                        .pixel_mode = FT_PIXEL_MODE_GRAY};

    out->pixels = calloc(OUTLINE_PIXELS, OUTLINE_PIXELS);
    bitmap.buffer = out->pixels;
    for (int i = 0; i < all->n_points; i++) {
        int64_t x = all->points[i].x - out->left, y = all->points[i].y + out->top + out->side;

        all->points[i].x = x * whole / out->side;
        all->points[i].y = y * whole / out->side;
    }
    return out->pixels && FT_Outline_Get_Bitmap(library, all, &bitmap) == 0;
}

static bool draw(FT_Library library, FT_Face face, const struct shaped_glyph *glyphs, size_t count,
                 bool boxed, struct outline *out)
{
    static const FT_Outline_Funcs pen = {
        .move_to = move_to, .line_to = line_to, .conic_to = conic_to, .cubic_to = cubic_to};
    FT_Outline all;
    bool drawn;

    if (!FT_IS_SCALABLE(face) || FT_Outline_New(library, POINTS_MAX, POINTS_MAX, &all) != 0)
        return false;
    all.n_points = all.n_contours = 0;
    drawn = add_glyphs(&all, face, glyphs, count) &&
            (!boxed || add_frame(&all, face->units_per_EM)) &&
            frame_view(&all, face->units_per_EM, out) &&
            FT_Outline_Decompose(&all, &pen, &out->path) == 0 && !out->path.failed &&
            fill(library, &all, out);
    all.n_points = all.n_contours = POINTS_MAX;
    (void)FT_Outline_Done(library, &all);
    return drawn;
}

bool outline_draw(struct slice font, unsigned face_number, const struct shaped_glyph *glyphs,
                  size_t count, bool boxed, struct outline *out)
{
    bool drawn = false;
    FT_Library library;
    FT_Face face;

    *out = (struct outline){.pixels = NULL};
    if (FT_Init_FreeType(&library) != 0)
        return false;
    if (FT_New_Memory_Face(library, (const FT_Byte *)font.bytes, (FT_Long)font.size,
                           (FT_Long)face_number, &face) == 0) {
        drawn = draw(library, face, glyphs, count, boxed, out);
        (void)FT_Done_Face(face);
    }
    (void)FT_Done_FreeType(library);
    if (!drawn)
        outline_release(out);
    return drawn;
}

void outline_release(struct outline *outline)
{
    buffer_release(&outline->path);
    free(outline->pixels);
    outline->pixels = NULL;
}
