/*
 * How characters are shown that cannot be shown as they are.
 */

#include "server/answers/http/pages/glyph.h"

#include <string.h>

#include "index/base/utf8.h"
#include "index/file/line.h"
#include "index/present/emoji.h"
#include "index/unicode/character.h"

enum { REPLACEMENT = 0xFFFD };

static uint32_t picture_of(uint32_t control)
{
    if (control < 0x20)
        return 0x2400 + control;
    return control == 0x7F ? 0x2421 : REPLACEMENT;
}

void glyph_append(struct buffer *out, const uint32_t *points, size_t count, const char *category)
{
    const bool control = strcmp(category, "Cc") == 0;

    if (category[0] == 'M')
        buffer_append_text(out, "\u25CC");
    for (size_t i = 0; i < count; i++) {
        char bytes[UTF8_MAX_SIZE];
        const uint32_t point = control && i == 0 ? picture_of(points[0]) : points[i];

        buffer_append(out, bytes, utf8_write(bytes, point));
    }
}

void glyph_append_usual(struct buffer *out, const struct charindex *index, uint32_t document,
                        const char *category)
{
    uint32_t points[SEQUENCE_MAX + 1];
    size_t count = charindex_points(index, document, points);

    if (emoji_takes_selector(index, document))
        points[count++] = VARIATION_SELECTOR_16;
    glyph_append(out, points, count, category);
}

bool glyph_is_safe(const struct repertoire *repertoire, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct character_facts facts;

        character_facts(repertoire, points[i], &facts);
        if (strcmp(facts.category, "Cs") == 0 || strcmp(facts.category, "Cn") == 0 ||
            (strcmp(facts.category, "Cc") != 0 && !line_shows_all(points[i], points[i])))
            return false;
    }
    return true;
}
