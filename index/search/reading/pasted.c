/*
 * Text that was pasted: every character, in its order. It is for texts with letters beyond ASCII, or
 * with letters of ASCII among other characters beyond it; what has no letters at all is pasted text
 * in the query language already, and a single letter is so too.
 *
 * White space of ASCII separates; any other is a character of the text. A text whose letters are
 * all Latin is likely meant as words ("café"), and is read after them, while symbols next to
 * letters ("é→") and variants of letters ("x²") are read first, because no name is written so. What
 * is written in the query language (a key, "|", a prefix, "-") is not pasted.
 */

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/ascii.h"
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

/* A "-" before a group, a "*" after a word, a "|", or a key before ":". */
static bool is_query_language(struct slice text)
{
    bool key = false; /* letters alone since the last white space */

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        bool starts = i == 0 || slice_is_space(text.bytes[i - 1]);
        bool ends = i + 1 == text.size || slice_is_space(text.bytes[i + 1]);

        if (c == '|' || (c == ':' && key && !ends) || (c == '-' && starts && !ends) ||
            (c == '*' && !starts && ends))
            return true;
        key = (starts || key) && (ascii_is_letter(c) || c == '_');
    }
    return false;
}

/* What the characters of a text say of it. */
struct facts {
    size_t count;       /* of characters, without variation selectors */
    bool word;          /* it has letters or numbers */
    bool compatibility; /* variants of other characters: mathematical letters, circled numbers */
    bool mixed;         /* symbols next to letters */
    bool foreign;       /* letters that are not Latin */
};

static bool is_symbol(uint32_t mask)
{
    return mask & (U_GC_S_MASK | U_GC_NO_MASK | U_GC_NL_MASK | U_GC_CO_MASK | U_GC_CN_MASK);
}

static void look_at(struct facts *facts, uint32_t point, bool *word, bool *symbol)
{
    UErrorCode status = U_ZERO_ERROR;
    uint32_t mask = U_GET_GC_MASK((UChar32)point);

    facts->count += point != VARIATION_SELECTOR_16;
    *word = *word || words_code_point(point);
    *symbol = *symbol || (point >= 0x80 && is_symbol(mask));
    facts->word = facts->word || *word;
    facts->mixed = facts->mixed || (*word && *symbol);
    facts->compatibility =
        facts->compatibility ||
        (mask & (U_GC_L_MASK | U_GC_N_MASK) &&
         u_getIntPropertyValue((UChar32)point, UCHAR_DECOMPOSITION_TYPE) > U_DT_CANONICAL);
    facts->foreign =
        facts->foreign || (mask & (U_GC_L_MASK | U_GC_ND_MASK) && point >= 0x80 &&
                           uscript_getScript((UChar32)point, &status) != USCRIPT_LATIN);
}

/* Variants and mixtures of scripts are not words. Letters of one other script may be. */
static enum reading_place place_of(const struct facts *facts)
{
    if (facts->compatibility || facts->mixed)
        return READING_FIRST;
    return facts->foreign ? READING_AFTER_EXACT : READING_AFTER_WORDS;
}

static void read_text(struct reader *reader)
{
    struct slice text = reader->text;
    struct facts facts = {.count = 0};
    bool word = false, symbol = false; /* since the last white space */
    struct points points;

    points_init(&points);
    for (size_t at = 0; at < text.size;) {
        uint32_t point = (uint32_t)utf8_next(text.bytes, text.size, &at);

        if (point < 0x80 && slice_is_space((char)point)) {
            word = symbol = false;
            continue;
        }
        points_add(&points, point);
        look_at(&facts, point, &word, &symbol);
    }
    if (!facts.word || facts.count < 2)
        return;
    reader_place(reader, place_of(&facts));
    reader_add_points(reader, points.list, points.count);
}

void reading_pasted(struct reader *reader)
{
    if (!is_ascii(reader->text) && !is_query_language(reader->text))
        read_text(reader);
}
