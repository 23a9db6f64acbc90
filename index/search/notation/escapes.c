/*
 * Escapes of programming languages: \u2600, \U0001F600, \u{1F600} and \xE9, any number in a row.
 * Other letters after a backslash (\n, \uparrow) are not escapes of a code point, and are parsed as
 * words.
 */

#include <string.h>

#include <unicode/utf16.h>

#include "index/base/ascii.h"
#include "index/search/notation/table.h"

/* The number of hexadecimal digits after this letter; 0: not an escape. */
static size_t escape_digits(char letter)
{
    return letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
}

/* Parses the escape at *at and moves past it. */
static bool parse_escape(const struct notation_reader *reader, size_t *at, uint32_t *point)
{
    const char *escape = reader->text + *at;
    size_t left = reader->size - *at, digits;

    if (left < 2 || escape[0] != '\\')
        return false;
    if (left > 3 && escape[1] == 'u' && escape[2] == '{') {
        const char *end = memchr(escape, '}', left);

        if (!end || !notation_number(escape + 3, (size_t)(end - escape) - 3, 16, point))
            return false;
        *at += (size_t)(end - escape) + 1;
        return true;
    }
    digits = escape_digits(escape[1]);
    if (digits == 0 || left < 2 + digits || !notation_number(escape + 2, digits, 16, point))
        return false;
    *at += 2 + digits;
    return true;
}

/* Is it a backslash and a word, such as \uparrow or \xi of LaTeX? */
static bool is_command(const struct notation_reader *reader)
{
    for (size_t i = 1; i < reader->size; i++)
        if (!ascii_is_letter(reader->text[i]))
            return false;
    return reader->size > 2;
}

enum notation_result notation_read_escapes(struct notation_reader *reader)
{
    uint32_t *points = reader->points;
    size_t at = 0;

    if (reader->size < 2 || escape_digits(reader->text[1]) == 0)
        return NOTATION_NO_MATCH;
    while (at < reader->size) {
        size_t begin = at, last = reader->count - 1;
        uint32_t point;

        if (!parse_escape(reader, &at, &point)) {
            if (is_command(reader)) {
                reader->count = 0;
                return NOTATION_NO_MATCH;
            }
            return notation_fail(reader, begin,
                                 "malformed escape: use \\u2600, \\U0001F600, \\u{1F600} or \\xE9");
        }
        /* JavaScript, Java and JSON write a code point above U+FFFF as two surrogates. */
        if (reader->count > 0 && U16_IS_TRAIL(point) && U16_IS_LEAD(points[last]))
            points[last] = (uint32_t)U16_GET_SUPPLEMENTARY(points[last], point);
        else
            (void)notation_add(reader, point);
    }
    return NOTATION_OK;
}
