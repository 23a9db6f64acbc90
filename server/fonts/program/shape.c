/*
 * Texts by HarfBuzz, which finds out by itself in which script and direction they are. What is there only to
 * shape the others (U+200D, U+FE0F) leaves no glyph.
 */

#include "server/fonts/program/shape.h"

#include <hb.h>

/* Returns how many, or 0 if one of them is missing. */
static size_t take(hb_buffer_t *buffer, struct shaped_glyph glyphs[static SHAPE_MAX])
{
    unsigned count, positions;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &positions);
    int64_t x = 0, y = 0;

    if (count > SHAPE_MAX || positions != count)
        return 0;
    for (unsigned i = 0; i < count; i++) {
        if (info[i].codepoint == 0)
            return 0;
        glyphs[i] = (struct shaped_glyph){.number = info[i].codepoint,
                                          .x = (int32_t)(x + position[i].x_offset),
                                          .y = (int32_t)(y + position[i].y_offset)};
        x += position[i].x_advance;
        y += position[i].y_advance;
    }
    return count;
}

size_t shape_text(struct slice font, unsigned face_number, const uint32_t *points, size_t count,
                  struct shaped_glyph glyphs[static SHAPE_MAX])
{
    hb_blob_t *blob =
        hb_blob_create(font.bytes, (unsigned)font.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, face_number);
    hb_font_t *scaled = hb_font_create(face); /* in units of the font */
    hb_buffer_t *buffer = hb_buffer_create();
    size_t shaped = 0;

    if (count <= SHAPE_MAX && face_number < hb_face_count(blob)) {
        hb_buffer_add_codepoints(buffer, points, (int)count, 0, (int)count);
        hb_buffer_guess_segment_properties(buffer);
        hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
        hb_shape(scaled, buffer, NULL, 0);
        if (hb_buffer_allocation_successful(buffer))
            shaped = take(buffer, glyphs);
    }
    hb_buffer_destroy(buffer);
    hb_font_destroy(scaled);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return shaped;
}
