/*
 * Glyphs for a terminal. What decides is how the character is drawn: marks need something to sit on,
 * and what is not drawn needs a name.
 */

#include "index/present/glyph.h"

#include "index/base/terminal.h"
#include "index/base/utf8.h"
#include "index/present/abbreviation.h"
#include "index/text/width.h"
#include "index/unicode/character.h"

enum { ABBREVIATION_MAX = 5 }; /* cells */

static const char dotted_circle[] = "\u25CC", open_box[] = "\u2423", replacement[] = "\uFFFD";

static size_t append_cell(struct buffer *out, const char *text)
{
    buffer_append_text(out, text);
    return 1;
}

/* Of a control character up to U+007F. */
static size_t append_picture(struct buffer *out, uint32_t code_point)
{
    char bytes[UTF8_MAX_SIZE];

    buffer_append(out, bytes, utf8_write(bytes, code_point == 0x7F ? 0x2421 : 0x2400 + code_point));
    return 1;
}

static size_t append_invisible(struct buffer *out, const struct charindex *index,
                               uint32_t code_point)
{
    struct slice abbreviation;

    if (code_point < 0x20 || code_point == 0x7F)
        return append_picture(out, code_point);
    abbreviation = abbreviation_of(index, code_point, ABBREVIATION_MAX);
    buffer_append(out, abbreviation.bytes, abbreviation.size);
    if (abbreviation.size > 0)
        return abbreviation.size;
    return append_cell(out, terminal_obeys(code_point, code_point) ? replacement : open_box);
}

static size_t append_one(struct buffer *out, const struct charindex *index, uint32_t code_point)
{
    const struct repertoire *repertoire = charindex_repertoire(index);
    char bytes[UTF8_MAX_SIZE];

    if (!utf8_encodes(code_point))
        return append_cell(out, replacement);
    if (character_is_invisible(repertoire, code_point) || terminal_obeys(code_point, code_point))
        return append_invisible(out, index, code_point);
    if (width_is_mark(repertoire, code_point)) {
        buffer_append_text(out, dotted_circle);
        buffer_append(out, bytes, utf8_write(bytes, code_point));
        return 1 + width_of_point(repertoire, code_point);
    }
    buffer_append(out, bytes, utf8_write(bytes, code_point));
    return width_of_point(repertoire, code_point);
}

size_t glyph_append_points(struct buffer *out, const struct charindex *index,
                           const uint32_t *points, size_t count)
{
    const struct repertoire *repertoire = charindex_repertoire(index);
    char text[SEQUENCE_MAX * UTF8_MAX_SIZE];
    size_t size = 0;

    if (count == 1)
        return append_one(out, index, points[0]);
    if (count == 0 || count > SEQUENCE_MAX)
        return append_cell(out, replacement);
    if (width_is_mark(repertoire, points[0])) {
        buffer_append_text(out, dotted_circle);
        size = 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!utf8_encodes(points[i]) || terminal_obeys(points[i], points[i]))
            size += utf8_write(text + size, 0xFFFD);
        else
            size += utf8_write(text + size, points[i]);
    }
    buffer_append(out, text, size);
    return width_of_text(repertoire, text, size) + width_is_mark(repertoire, points[0]);
}

size_t glyph_append(struct buffer *out, const struct charindex *index, uint32_t document)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);

    return glyph_append_points(out, index, points, count);
}
