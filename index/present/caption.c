/*
 * Captions. Official names are in capitals, which are slow to read; a sentence has them at its
 * beginning and in proper names only. Which words are proper names no source tells: a table has
 * those that stand within many names.
 */

#include "index/present/caption.h"

#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"

enum { HEX_NAME = 4 }; /* digits, at least, of a code point within a name: IDEOGRAPH-FACE */

/* Words within names that keep capitals, as they are written. The same as in static/text/caption.js. */
static const char *const proper[] = {
    "APL",    "Arabic",     "Armenian", "Braille",  "Celsius", "Chinese",    "CJK",
    "Coptic", "Cyrillic",   "Egyptian", "Ethiopic", "Greek",   "Fahrenheit", "Georgian",
    "Hangul", "Glagolitic", "Hebrew",   "Hiragana", "IPA",     "Japanese",   "Kangxi",
    "Khmer",  "Katakana",   "Korean",   "Latin",    "OCR",     "OK",         "Persian",
    "Roman",  "Thai",       "Tibetan",  "Turkish",  "Vedic",
};

static const char *proper_word(struct slice word)
{
    for (size_t i = 0; i < sizeof proper / sizeof *proper; i++)
        if (strlen(proper[i]) == word.size && strncasecmp(proper[i], word.bytes, word.size) == 0)
            return proper[i];
    return NULL;
}

static bool in_word(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte);
}

static bool has_digit(struct slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (ascii_is_digit(word.bytes[i]))
            return true;
    return false;
}

static bool is_code_point(struct slice word, char before)
{
    for (size_t i = 0; i < word.size; i++)
        if (!ascii_is_digit(word.bytes[i]) && (word.bytes[i] < 'A' || word.bytes[i] > 'F'))
            return false;
    return before == '-' && word.size >= HEX_NAME;
}

/* The letter of a capital letter: LATIN CAPITAL LETTER A. */
static bool is_capital_letter(struct slice name, size_t at, size_t size)
{
    static const char before[] = "CAPITAL LETTER ";
    const size_t length = sizeof before - 1;

    return size == 1 && at >= length && memcmp(name.bytes + at - length, before, length) == 0;
}

static bool keeps(struct slice name, size_t at, struct slice word)
{
    char before = ' ';

    if (at > 0)
        before = name.bytes[at - 1];
    return has_digit(word) || is_code_point(word, before) || is_capital_letter(name, at, word.size);
}

static void append_word(struct buffer *out, struct slice name, size_t at, size_t size)
{
    const struct slice word = {.bytes = name.bytes + at, .size = size};
    const char *known = proper_word(word);

    if (known) {
        buffer_append_text(out, known);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        char byte = word.bytes[i];

        if (!keeps(name, at, word))
            byte = ascii_lower(byte);
        buffer_append(out, &byte, 1);
    }
}

static void append_lower(struct buffer *out, struct slice name)
{
    for (size_t at = 0; at < name.size;) {
        size_t end = at;

        while (end < name.size && in_word(name.bytes[end]))
            end++;
        if (end > at)
            append_word(out, name, at, end - at);
        else
            buffer_append(out, name.bytes + end++, 1);
        at = end;
    }
}

static bool is_in_capitals(struct slice name)
{
    for (size_t i = 0; i < name.size; i++)
        if (ascii_is_small(name.bytes[i]))
            return false;
    return true;
}

void caption_append_capital(struct buffer *out, struct slice text)
{
    char bytes[UTF8_MAX_SIZE];
    size_t rest = 0;

    if (text.size > 0) {
        uint32_t first = (uint32_t)u_toupper(utf8_next(text.bytes, text.size, &rest));

        buffer_append(out, bytes, utf8_write(bytes, first));
    }
    buffer_append(out, text.bytes + rest, text.size - rest);
}

void caption_append_sentence(struct buffer *out, struct slice name)
{
    struct buffer lower = BUFFER_INIT;

    if (name.size == 0 || *name.bytes == '<') /* a label: <control-0007> */
        buffer_append(out, name.bytes, name.size);
    else if (!is_in_capitals(name))
        caption_append_capital(out, name);
    else {
        append_lower(&lower, name);
        caption_append_capital(out, (struct slice){.bytes = lower.bytes, .size = lower.size});
        out->failed = out->failed || lower.failed;
        buffer_release(&lower);
    }
}

struct slice caption_short_name(const struct charindex *index, uint32_t document,
                                const struct preference *preference)
{
    struct text_range texts = charindex_texts(index, document);

    for (uint32_t at = texts.first; at < texts.end; at++) {
        uint8_t language;

        if (charindex_text_kind(index, at, &language) == TEXT_SHORT_NAME &&
            languages_have(&preference->first, language))
            return charindex_text(index, at).bytes;
    }
    return (struct slice){.bytes = "", .size = 0};
}

void caption_append(struct buffer *out, const struct charindex *index, uint32_t document,
                    const struct preference *preference)
{
    struct slice name = caption_short_name(index, document, preference);

    caption_append_sentence(out, name.size > 0 ? name : charindex_name(index, document));
}

bool caption_is_name(const struct charindex *index, uint32_t document,
                     const struct preference *preference)
{
    struct slice name = charindex_name(index, document);
    struct slice caption = caption_short_name(index, document, preference);

    return caption.size == 0 ||
           (caption.size == name.size && strncasecmp(caption.bytes, name.bytes, name.size) == 0);
}
