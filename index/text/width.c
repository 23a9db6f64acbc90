/*
 * Widths from properties. A cluster is drawn in one place, so its width is not the sum of the
 * widths of its code points: a family of four people takes two cells.
 */

#include "index/text/width.h"

#include <unicode/uchar.h>

#include "index/base/utf8.h"
#include "index/text/grapheme.h"
#include "index/unicode/character.h"
#include "index/unicode/property.h"

enum { ASCII_PRINTABLE = 0x20, ASCII_END = 0x7F };

static bool has(const struct repertoire *repertoire, enum property property, uint32_t code_point)
{
    return property_number(repertoire, property, code_point) != 0;
}

static uint32_t category_mask(const struct repertoire *repertoire, uint32_t code_point)
{
    return U_MASK(property_number(repertoire, PROPERTY_CATEGORY, code_point));
}

bool width_is_mark(const struct repertoire *repertoire, uint32_t code_point)
{
    return category_mask(repertoire, code_point) & U_GC_M_MASK;
}

/* Vowels and final consonants of conjoining Hangul are drawn in the cells of the first one. */
static bool joins_syllable(const struct repertoire *repertoire, uint32_t code_point)
{
    uint32_t type = property_number(repertoire, PROPERTY_HANGUL_SYLLABLE_TYPE, code_point);

    return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

static bool takes_no_cell(const struct repertoire *repertoire, uint32_t code_point)
{
    static const uint32_t none = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CC_MASK | U_GC_CF_MASK |
                                 U_GC_ZL_MASK | U_GC_ZP_MASK | U_GC_CS_MASK;
    static const uint32_t soft_hyphen = 0xAD;

    if (code_point == soft_hyphen ||
        has(repertoire, PROPERTY_PREPENDED_CONCATENATION_MARK, code_point))
        return false; /* format characters that are drawn */
    return (category_mask(repertoire, code_point) & none) ||
           joins_syllable(repertoire, code_point) ||
           has(repertoire, PROPERTY_DEFAULT_IGNORABLE_CODE_POINT, code_point);
}

unsigned width_of_point(const struct repertoire *repertoire, uint32_t code_point)
{
    uint32_t width;

    if (code_point >= ASCII_PRINTABLE && code_point < ASCII_END)
        return 1;
    if (takes_no_cell(repertoire, code_point))
        return 0;
    width = property_number(repertoire, PROPERTY_WIDTH, code_point);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* A pair of regional indicators is a flag. */
static bool is_flag(uint32_t first, uint32_t second)
{
    return u_hasBinaryProperty((UChar32)first, UCHAR_REGIONAL_INDICATOR) &&
           u_hasBinaryProperty((UChar32)second, UCHAR_REGIONAL_INDICATOR);
}

unsigned width_of_cluster(const struct repertoire *repertoire, const char *text, size_t size)
{
    unsigned widest = 0;
    uint32_t before = 0;

    for (size_t at = 0; at < size;) {
        uint32_t code_point = (uint32_t)utf8_next(text, size, &at);
        unsigned width = width_of_point(repertoire, code_point);

        if ((code_point == VARIATION_SELECTOR_16 && has(repertoire, PROPERTY_EMOJI, before)) ||
            is_flag(before, code_point))
            width = 2;
        if (width > widest)
            widest = width;
        before = code_point;
    }
    return widest;
}

static bool is_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] < ASCII_PRINTABLE || text[i] >= ASCII_END)
            return false;
    return true;
}

size_t width_of_text(const struct repertoire *repertoire, const char *text, size_t size)
{
    struct graphemes *graphemes;
    size_t width = 0, begin = 0, end;

    if (is_ascii(text, size))
        return size; /* most names */
    graphemes = graphemes_new(text, size);
    if (!graphemes)
        return 0;
    while ((end = graphemes_next(graphemes)) > 0) {
        width += width_of_cluster(repertoire, text + begin, end - begin);
        begin = end;
    }
    graphemes_free(graphemes);
    return width;
}
