/*
 * Text that was pasted: every character, in its order. It is for texts with letters beyond ASCII, or
 * with letters of ASCII among other characters beyond it; what has no letters at all is pasted text
 * in the query language already, and a single letter is so too.
 *
 * White space of ASCII separates; any other is a character of the text. A text whose letters are all
 * Latin is likely meant as words ("café"), and is read after them. What is written in the query
 * language (a key, "|", a prefix, "-") is not pasted.
 */

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"
#include "index/unicode/words.h"

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    return true;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A "-" before a group, a "*" after a word, a "|", or a key before ":". */
static bool is_query_language(struct slice text)
{
    bool key = false; /* letters alone since the last white space */

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i], next = i + 1 < text.size ? text.bytes[i + 1] : ' ';
        bool starts = i == 0 || slice_is_space(text.bytes[i - 1]);

        if (c == '|' || (c == ':' && key && !slice_is_space(next)) ||
            (c == '-' && starts && !slice_is_space(next)) ||
            (c == '*' && !starts && slice_is_space(next)))
            return true;
        key = (starts || key) && (is_letter(c) || c == '_');
    }
    return false;
}

/* Letters of a text that may be words: Latin ones, with marks, and what stands between words. */
static bool is_of_words(uint32_t point)
{
    UErrorCode status = U_ZERO_ERROR;
    uint32_t mask = U_GET_GC_MASK((UChar32)point);

    if (point < 0x80)
        return true;
    if (mask & (U_GC_L_MASK | U_GC_M_MASK))
        return mask & U_GC_M_MASK || (mask & (U_GC_LL_MASK | U_GC_LU_MASK) &&
                                      uscript_getScript((UChar32)point, &status) == USCRIPT_LATIN);
    return mask & (U_GC_Z_MASK | U_GC_P_MASK | U_GC_CF_MASK);
}

void reading_pasted(struct reader *reader)
{
    struct slice text = reader->text;
    struct points points = {.count = 0};
    bool word = false, latin = true;
    size_t count = 0;

    if (is_ascii(text) || is_query_language(text))
        return;
    for (size_t at = 0; at < text.size;) {
        uint32_t point = (uint32_t)utf8_next(text.bytes, text.size, &at);

        if (point < 0x80 && slice_is_space((char)point))
            continue;
        points_add(&points, point);
        word = word || words_code_point(point);
        latin = latin && is_of_words(point);
        count += point != VARIATION_SELECTOR_16;
    }
    if (!word || count < 2)
        return;
    if (latin)
        reader_place(reader, READING_AFTER_WORDS);
    reader_add_points(reader, points.list, points.count);
}
