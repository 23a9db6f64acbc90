/*
 * keysymdef.h, the X Window System's names for what a key means. Each is a macro: its name begins
 * with XK_, its value is hexadecimal, and a comment names the character:
 *
 *   #define XK_zabovedot      0x01bf  U+017C LATIN SMALL LETTER Z WITH DOT ABOVE
 *   #define XK_emfilledcircle 0x0ade  (U+25CF BLACK CIRCLE)
 *   #define XK_Greek_lambda   0x07eb  non-deprecated alias for Greek_lamda
 *   #define XK_Escape         0xff1b
 *
 * Parentheses mean that the two are not quite the same. An alias follows the name that it stands for and
 * has the same value: it is the same character. Elsewhere the value says which character it is, if any:
 * Latin-1 has its own values, and every other character its code point plus 0x01000000. Keys that do
 * not stand for a character are skipped.
 *
 * Source: the header of the file, whose lines match regular expressions so that programs can read
 * it without a preprocessor.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/base/hex.h"
#include "index/sources/formats/ucd.h"

enum {
    UNICODE_KEYSYMS = 0x01000000, /* added to a code point */
    UNICODE_KEYSYMS_LAST = 0x0110FFFF,
    EXACT = 1, /* weights */
    APPROXIMATE = 0,
};

/* A definition whose comment names its character. */
struct defined {
    uint32_t value, point, weight; /* value 0: none yet */
};

struct header {
    struct ucd ucd;
    struct defined last;
    unsigned depth; /* of conditions that are open: #if, #ifdef, #ifndef */
    struct records *records;
    struct reason *reason;
};

/* Removes the text up to white space from the front, and the white space after it. */
static struct slice next_word(struct slice *rest)
{
    struct slice word = {rest->bytes, 0};

    while (word.size < rest->size && word.bytes[word.size] != ' ' && word.bytes[word.size] != '\t')
        word.size++;
    *rest = ucd_trim((struct slice){rest->bytes + word.size, rest->size - word.size});
    return word;
}

static struct slice without_prefix(struct slice text, const char *prefix)
{
    const size_t size = strlen(prefix);

    return slice_has_prefix(text, slice_of(prefix))
               ? (struct slice){text.bytes + size, text.size - size}
               : (struct slice){text.bytes, 0};
}

static bool read_value(struct slice digits, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < digits.size; i++) {
        const int digit = hex_value(digits.bytes[i]);

        if (digit < 0)
            return false;
        *value = *value * 16 + (uint32_t)digit;
    }
    return digits.size >= 1 && digits.size <= 8;
}

static bool is_latin_1(uint32_t value)
{
    return (value >= 0x20 && value <= 0x7E) || (value >= 0xA0 && value <= 0xFF);
}

static bool read_character(uint32_t value, uint32_t *point)
{
    *point = value % UNICODE_KEYSYMS;
    return is_latin_1(value) || (value >= UNICODE_KEYSYMS && value <= UNICODE_KEYSYMS_LAST);
}

/* The character that a comment begins with. Returns whether it does. */
static bool read_comment(struct slice comment, struct source_spelling *spelling, uint32_t *point)
{
    struct slice text = ucd_trim(without_prefix(comment, "/*"));
    const bool approximate = text.size > 0 && text.bytes[0] == '(';

    if (approximate)
        text = ucd_trim(without_prefix(text, "("));
    text = without_prefix(text, "U+");
    spelling->weight = approximate ? APPROXIMATE : EXACT;
    return ucd_code_point(next_word(&text), point);
}

static int read_definition(struct header *header, struct slice rest)
{
    const struct slice name = without_prefix(next_word(&rest), "XK_");
    const struct slice digits = without_prefix(next_word(&rest), "0x");
    uint32_t point, value;
    struct source_spelling spelling = {
        .points = &point,
        .count = 1,
        .kind = SPELLING_KEYSYM,
        .text = name.bytes,
        .size = name.size,
        .weight = EXACT,
    };

    if (name.size == 0 || digits.size == 0)
        return SOURCE_OK; /* another macro */
    if (!read_value(digits, &value))
        return ucd_damaged(&header->ucd, "no value", header->reason);
    if (read_comment(rest, &spelling, &point)) {
        header->last = (struct defined){value, point, spelling.weight};
    } else if (value != 0 && value == header->last.value) {
        point = header->last.point;
        spelling.weight = header->last.weight;
    } else if (read_character(value, &point)) {
        spelling.weight = EXACT;
    } else {
        return SOURCE_OK; /* a key */
    }
    if (name.size == 1)
        return SOURCE_OK; /* a letter names itself */
    if (records_spelling(header->records, &spelling) != SOURCE_OK)
        return ucd_damaged(&header->ucd, "no character", header->reason);
    return SOURCE_OK;
}

static int read_line(struct header *header, struct slice line)
{
    const struct slice directive = next_word(&line);

    if (slice_is(directive, "#define"))
        return read_definition(header, line);
    if (slice_has_prefix(directive, slice_of("#if"))) {
        header->depth++;
    } else if (slice_has_prefix(directive, slice_of("#endif"))) {
        if (header->depth == 0)
            return ucd_damaged(&header->ucd, "#endif without #if", header->reason);
        header->depth--;
    }
    return SOURCE_OK;
}

int keysyms_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct header header = {.records = records, .reason = reason};
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open(&header.ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_line(&header.ucd, &line))
        r = read_line(&header, ucd_trim(line));
    if (r == SOURCE_OK && header.depth > 0) {
        reason_set(reason, "the end of the file is missing: #if without #endif");
        r = SOURCE_DAMAGED;
    }
    return records->bytes.failed ? -ENOMEM : r;
}
