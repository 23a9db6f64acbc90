/*
 * The ways to write a code point. Each form either does not know the text, reads it, or says what is
 * wrong with it. What follows 0x and is no code point is a word like any other.
 */

#include "index/search/notation/notation.h"

#include <stdbool.h>
#include <string.h>

#include <unicode/utf16.h>

#include "index/unicode/character.h"
#include "index/unicode/entity.h"
#include "index/unicode/words.h"

struct reader {
    const char *text;
    size_t size;
    size_t *names_left;
    uint32_t *points;
    size_t *count;
    struct notation_error *error;
};

static enum notation wrong(struct reader *reader, size_t at, const char *message)
{
    *reader->error = (struct notation_error){.at = at, .message = message};
    return NOTATION_WRONG;
}

static enum notation read_one(struct reader *reader, uint32_t point)
{
    reader->points[(*reader->count)++] = point;
    return NOTATION_POINTS;
}

static int digit_value(char c, unsigned base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;

    return value < (int)base ? value : -1;
}

/* Digits up to a code point; false where there are none, other characters, or it is too large. */
static bool parse_number(const char *digits, size_t size, unsigned base, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < size; i++) {
        int digit = digit_value(digits[i], base);

        if (digit < 0)
            return false;
        *value = *value * base + (uint32_t)digit;
        if (*value > CHARACTER_LAST)
            return false;
    }
    return size > 0;
}

static enum notation read_u_plus(struct reader *reader)
{
    const char *text = reader->text;
    uint32_t point;

    if (reader->size < 2 || (text[0] != 'U' && text[0] != 'u') || text[1] != '+')
        return NOTATION_NONE;
    if (!parse_number(text + 2, reader->size - 2, 16, &point))
        return wrong(reader, 2,
                     "U+ wants one to six hexadecimal digits up to 10FFFF, as in U+2600");
    return read_one(reader, point);
}

static enum notation read_0x(struct reader *reader)
{
    const char *text = reader->text;
    uint32_t point;

    if (reader->size < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X') ||
        !parse_number(text + 2, reader->size - 2, 16, &point))
        return NOTATION_NONE;
    return read_one(reader, point);
}

/* How many hexadecimal digits follow the letter behind the backslash; 0: it begins no escape. */
static size_t escape_digits(char letter)
{
    return letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
}

/* One of \u2600, \U0001F600, \u{1F600}, \xE9 at *at, which moves behind it. */
static bool parse_escape(const struct reader *reader, size_t *at, uint32_t *point)
{
    const char *escape = reader->text + *at;
    size_t left = reader->size - *at, digits;

    if (left < 2 || escape[0] != '\\')
        return false;
    if (left > 3 && escape[1] == 'u' && escape[2] == '{') {
        const char *end = memchr(escape, '}', left);

        if (!end || !parse_number(escape + 3, (size_t)(end - escape) - 3, 16, point))
            return false;
        *at += (size_t)(end - escape) + 1;
        return true;
    }
    digits = escape_digits(escape[1]);
    if (digits == 0 || left < 2 + digits || !parse_number(escape + 2, digits, 16, point))
        return false;
    *at += 2 + digits;
    return true;
}

static enum notation read_escapes(struct reader *reader)
{
    uint32_t *points = reader->points;
    size_t count = 0, at = 0;

    if (reader->size < 2 || reader->text[0] != '\\' || escape_digits(reader->text[1]) == 0)
        return NOTATION_NONE;
    while (at < reader->size) {
        size_t begin = at;
        uint32_t point;

        if (!parse_escape(reader, &at, &point))
            return wrong(reader, begin,
                         "an escape has the form \\u2600, \\U0001F600, \\u{1F600} or \\xE9");
        /* JavaScript, Java and JSON write what is above U+FFFF as two surrogates. */
        if (count > 0 && U16_IS_TRAIL(point) && U16_IS_LEAD(points[count - 1]))
            points[count - 1] = (uint32_t)U16_GET_SUPPLEMENTARY(points[count - 1], point);
        else
            points[count++] = point;
    }
    *reader->count = count;
    return NOTATION_POINTS;
}

/* One of &#9728; &#x2600; &starf; whose name or number is `body`. */
static size_t parse_reference(const char *body, size_t size,
                              uint32_t points[static ENTITY_MAX_POINTS])
{
    if (size == 0 || body[0] != '#')
        return entity_find(body, size, points);
    if (size > 1 && (body[1] == 'x' || body[1] == 'X'))
        return parse_number(body + 2, size - 2, 16, points);
    return parse_number(body + 1, size - 1, 10, points);
}

/* A byte of a letter outside ASCII begins none: HTML's names have no such letters. */
static bool begins_reference(char c)
{
    return c == '#' || ((unsigned char)c < 0x80 && words_code_point((unsigned char)c));
}

static enum notation read_references(struct reader *reader)
{
    size_t at = 0;

    if (reader->size < 2 || reader->text[0] != '&' || !begins_reference(reader->text[1]))
        return NOTATION_NONE;
    while (at < reader->size) {
        const char *reference = reader->text + at;
        const char *end = memchr(reference, ';', reader->size - at);
        uint32_t points[ENTITY_MAX_POINTS];
        size_t found;

        if (reference[0] != '&' || !end)
            return wrong(reader, at,
                         "a character reference has the form &#9728;, &#x2600; or &starf;");
        if (reference[1] != '#' && *reader->names_left == 0) {
            reader->error->at = at;
            return NOTATION_COSTLY;
        }
        *reader->names_left -= reference[1] != '#';
        found = parse_reference(reference + 1, (size_t)(end - reference) - 1, points);
        if (found == 0)
            return wrong(reader, at,
                         "HTML has no such character: send its number, as in &#9728;, or words");
        for (size_t i = 0; i < found; i++)
            (void)read_one(reader, points[i]);
        at += (size_t)(end - reference) + 1;
    }
    return NOTATION_POINTS;
}

enum notation notation_read(const char *text, size_t size, size_t *names_left, uint32_t *points,
                            size_t *count, struct notation_error *error)
{
    static enum notation (*const forms[])(struct reader *) = {read_u_plus, read_0x, read_escapes,
                                                              read_references};
    struct reader reader = {.text = text, .size = size, .count = count, .error = error};
    enum notation notation = NOTATION_NONE;

    reader.names_left = names_left;
    reader.points = points;
    *count = 0;
    for (size_t i = 0; notation == NOTATION_NONE && i < sizeof forms / sizeof forms[0]; i++)
        notation = forms[i](&reader);
    return notation;
}
