/*
 * An element is found by what it has, not by where it stands: the same code writes relatives, neighbours and
 * decompositions.
 */

#include "server/answers/http/pages/character_item.h"

#include "index/unicode/character.h"
#include "server/answers/http/pages/character_path.h"
#include "server/answers/http/pages/glyph.h"

/* The element is an object of a character or sequence, or the notation of a code point. */
static void item_points(const struct json_reader *reader, struct character_path *points)
{
    struct buffer text = BUFFER_INIT;

    json_reader_text(reader, slice_of(".codepoint"), &text);
    if (text.size == 0)
        json_reader_text(reader, slice_of(".codepoints"), &text);
    if (text.size == 0)
        json_reader_text(reader, slice_of("."), &text);
    if (text.failed || !character_path_read((struct slice){text.bytes, text.size}, points))
        points->count = 0;
    buffer_release(&text);
}

void points_append_glyph(struct buffer *out, const struct repertoire *repertoire,
                         const uint32_t *points, size_t count)
{
    struct character_facts facts;

    if (count == 0 || !glyph_is_safe(repertoire, points, count))
        return;
    character_facts(repertoire, points[0], &facts);
    glyph_append(out, points, count, facts.category);
}

void points_append_notation(struct buffer *out, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%sU+%04X", i > 0 ? " " : "", (unsigned)points[i]);
}

void item_append_link(struct buffer *out, const struct json_reader *reader)
{
    struct character_path item;

    item_points(reader, &item);
    character_path_append(out, item.points, item.count);
}

void item_append_glyph(struct buffer *out, const struct json_reader *reader,
                       const struct charindex *index)
{
    struct character_path item;

    item_points(reader, &item);
    points_append_glyph(out, charindex_repertoire(index), item.points, item.count);
}

void item_append_notation(struct buffer *out, const struct json_reader *reader)
{
    struct character_path item;

    item_points(reader, &item);
    points_append_notation(out, item.points, item.count);
}

void item_append_name(struct buffer *out, const struct json_reader *reader,
                      const struct charindex *index)
{
    const size_t before = out->size;
    char label[CHARACTER_NAME_SIZE];
    struct character_path item;
    struct slice name;
    uint32_t document;

    json_reader_text(reader, slice_of(".name"), out);
    item_points(reader, &item);
    if (out->size > before || item.count != 1)
        return;
    if (index && charindex_find(index, item.points[0], &document)) {
        name = charindex_name(index, document);
        buffer_append(out, name.bytes, name.size);
        return;
    }
    character_label(charindex_repertoire(index), item.points[0], label);
    buffer_append_text(out, label);
}
