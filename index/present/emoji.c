/*
 * Presentation sequences and modifier sequences of Unicode Technical Standard #51.
 *
 * The standard says how a character is drawn without a selector, but not what people mean by it: ❤ and © are
 * both drawn as text. What is drawn as an emoji is meant as one. HTML has names for signs that texts need, chosen before there were emoji; those are
 * meant as text.
 */

#include "index/present/emoji.h"

#include <unicode/uchar.h>

#include "index/unicode/character.h"

enum {
    MEDIUM_TONE = 0x1F3FD, /* an emoji with one tone has all five */
    BASES_MAX = 4,         /* of one emoji: a family has four */
};

static bool has(uint32_t code_point, UProperty property)
{
    return u_hasBinaryProperty((UChar32)code_point, property);
}

bool emoji_may_vary(uint32_t code_point)
{
    return has(code_point, UCHAR_EMOJI);
}

static bool has_html_name(const struct charindex *index, uint32_t document)
{
    const struct text_range range = charindex_texts(index, document);

    for (uint32_t i = range.first; i < range.end; i++)
        if (charindex_text(index, i).kind == TEXT_HTML)
            return true;
    return false;
}

static bool is_emoji_by_default(const struct charindex *index, uint32_t document)
{
    return character_is_colourful(charindex_repertoire(index),
                                  charindex_code_point(index, document));
}

const char *emoji_presentation(const struct charindex *index, uint32_t document)
{
    if (!charindex_has_presentations(index, document))
        return NULL;
    return !is_emoji_by_default(index, document) && has_html_name(index, document) ? "text"
                                                                                   : "emoji";
}

const char *emoji_default_presentation(const struct charindex *index, uint32_t document)
{
    if (!charindex_has_presentations(index, document))
        return NULL;
    return is_emoji_by_default(index, document) ? "emoji" : "text";
}

bool emoji_takes_selector(const struct charindex *index, uint32_t document)
{
    return charindex_has_presentations(index, document) && !is_emoji_by_default(index, document) &&
           !has_html_name(index, document);
}

/* The code points with a tone after those of the bases that are in the set. */
static size_t tone(const uint32_t *points, size_t count, unsigned bases,
                   uint32_t toned[static 2 * SEQUENCE_MAX])
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++) {
        toned[size++] = points[i];
        if (!has(points[i], UCHAR_EMOJI_MODIFIER_BASE))
            continue;
        if (bases % 2 > 0)
            toned[size++] = MEDIUM_TONE;
        bases /= 2;
    }
    return size;
}

/* Of the bases, the handshake between two people has no tone of its own, so all are tried first, then
 * fewer. */
size_t emoji_toned(const struct charindex *index, uint32_t document,
                   uint32_t points[static SEQUENCE_MAX])
{
    uint32_t own[SEQUENCE_MAX], toned[2 * SEQUENCE_MAX], found;
    const size_t count = charindex_points(index, document, own);
    unsigned bases = 0;

    for (size_t i = 0; i < count; i++)
        bases += has(own[i], UCHAR_EMOJI_MODIFIER_BASE) ? 1 : 0;
    if (bases > BASES_MAX)
        return 0;
    for (unsigned set = (1U << bases) - 1; set > 0; set--) {
        const size_t size = tone(own, count, set, toned);

        if (charindex_find_sequence(index, toned, size, &found) == size)
            return charindex_points(index, found, points);
    }
    return 0;
}
