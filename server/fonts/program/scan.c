/*
 * What fontconfig knows of a font: its names, its style and the code points that it has.
 */

#include "server/fonts/program/scan.h"

#include <stdint.h>
#include <stdio.h>

#include <fontconfig/fontconfig.h>

#include <fontconfig/fcfreetype.h> /* needs the other one before it */

#include "server/fonts/wire.h"

/* Appends a range, or makes the last one longer. */
static void add_point(struct buffer *ranges, uint32_t point)
{
    struct wire_range range = {.first = point, .last = point};
    char *last = ranges->size > 0 ? ranges->bytes + ranges->size - sizeof range : NULL;

    if (last)
        memcpy(&range, last, sizeof range);
    if (last && range.last + 1 == point) {
        range.last = point;
        memcpy(last, &range, sizeof range);
        return;
    }
    range = (struct wire_range){.first = point, .last = point};
    buffer_append(ranges, &range, sizeof range);
}

static void list_points(const FcCharSet *set, struct buffer *ranges)
{
    FcChar32 map[FC_CHARSET_MAP_SIZE], next;

    for (FcChar32 base = FcCharSetFirstPage(set, map, &next); base != FC_CHARSET_DONE;
         base = FcCharSetNextPage(set, map, &next))
        for (uint32_t i = 0; i < FC_CHARSET_MAP_SIZE * 32; i++)
            if (map[i / 32] >> i % 32 & 1)
                add_point(ranges, base + i);
}

static uint32_t style(const FcPattern *pattern, const char *object, int regular)
{
    double value;

    return FcPatternGetDouble(pattern, object, 0, &value) == FcResultMatch && value >= 0 &&
                   value <= 1000
               ? (uint32_t)value
               : (uint32_t)regular;
}

static bool is_true(const FcPattern *pattern, const char *object)
{
    FcBool value;

    return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch && value;
}

static void copy_name(const FcPattern *pattern, const char *object,
                      char name[static WIRE_NAME_SIZE])
{
    FcChar8 *value;

    if (FcPatternGetString(pattern, object, 0, &value) == FcResultMatch &&
        strlen((const char *)value) < WIRE_NAME_SIZE)
        (void)snprintf(name, WIRE_NAME_SIZE, "%s", (const char *)value);
}

static void add_face(const FcPattern *pattern, uint32_t number, struct buffer *out)
{
    struct wire_face face = {.number = number,
                             .weight = style(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR),
                             .slant = style(pattern, FC_SLANT, FC_SLANT_ROMAN),
                             .width = style(pattern, FC_WIDTH, FC_WIDTH_NORMAL),
                             .colour = is_true(pattern, FC_COLOR)};
    struct buffer ranges = BUFFER_INIT;
    FcCharSet *set;

    if (FcPatternGetCharSet(pattern, FC_CHARSET, 0, &set) == FcResultMatch)
        list_points(set, &ranges);
    copy_name(pattern, FC_FAMILY, face.family);
    copy_name(pattern, FC_FULLNAME, face.full_name);
    copy_name(pattern, FC_POSTSCRIPT_NAME, face.postscript_name);
    face.ranges = (uint32_t)(ranges.size / sizeof(struct wire_range));
    if (face.ranges > 0) {
        buffer_append(out, &face, sizeof face);
        buffer_append(out, ranges.bytes, ranges.size);
    }
    out->failed = out->failed || ranges.failed;
    buffer_release(&ranges);
}

static bool scan_one(FT_Library library, struct slice font, uint32_t number, struct buffer *out,
                     uint32_t *faces)
{
    FcPattern *pattern = NULL;
    FT_Face face;

    if (FT_New_Memory_Face(library, (const FT_Byte *)font.bytes, (FT_Long)font.size,
                           (FT_Long)number, &face) != 0)
        return false;
    *faces = face->num_faces > 0 ? (uint32_t)face->num_faces : 0;
    if (FT_IS_SCALABLE(face) || FT_HAS_COLOR(face)) /* bitmaps in colour count as scalable */
        pattern = FcFreeTypeQueryFace(face, (const FcChar8 *)"font", number, NULL);
    if (pattern) {
        add_face(pattern, number, out);
        FcPatternDestroy(pattern);
    }
    (void)FT_Done_Face(face);
    return true;
}

bool scan_faces(struct slice font, struct buffer *out)
{
    uint32_t faces = 1;
    FT_Library library;

    if (FT_Init_FreeType(&library) != 0)
        return false;
    for (uint32_t i = 0; i < faces && i < WIRE_FACES_MAX; i++)
        if (!scan_one(library, font, i, out, &faces))
            break;
    (void)FT_Done_FreeType(library);
    return out->size > 0 && !out->failed;
}
