/*
 * Escapes of programming languages and of CSS that the query language does not read itself: \x{2603},
 * \N{SNOWMAN}, \2603, \n, \033, and all of them among other characters ("caf\u00e9").
 *
 * A text is read twice, because \033 is a character of C and another one of CSS. Bytes (\xe2\x98\x83,
 * \342\230\203) are one character where they are UTF-8, and otherwise Latin-1. Where escapes stand
 * among other characters, they come first, and only those are escapes that are not also LaTeX
 * commands.
 */

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/sources/sources.h"
#include "index/unicode/character.h"

/* Marks a list's number that is a byte, not a code point. */
#define RAW_BYTE 0x80000000u

struct escapes {
    struct reader *reader;
    struct points points;  /* all characters of the text */
    struct points escaped; /* those that were escapes */
    bool literals;         /* characters other than escapes and white space */
    bool short_ones;       /* escapes that are also LaTeX commands, as \n */
};

static void add(struct escapes *escapes, uint32_t point)
{
    points_add(&escapes->points, point);
    points_add(&escapes->escaped, point);
}

static bool add_number(struct escapes *escapes, struct slice *text, unsigned base, size_t min,
                       size_t max)
{
    struct slice left = *text;
    uint32_t value;
    size_t digits = scan_digits(left, base);

    if (digits > max) {
        left.size = max;
        digits = max;
    }
    if (!scan_number(&left, base, min, max, &value) || value > CHARACTER_LAST)
        return false;
    add(escapes, value);
    text->bytes += digits;
    text->size -= digits;
    return true;
}

/* Numbers in braces after \u or \x: {2603}, {1F468 200D 1F469}. */
static bool read_braces(struct escapes *escapes, struct slice *text, unsigned base)
{
    enum { DIGITS_MAX = 8 };
    struct slice left = *text;

    if (!scan_take(&left, "{"))
        return false;
    (void)scan_take_any(&left, "");
    while (add_number(escapes, &left, base, 1, DIGITS_MAX))
        (void)scan_take_any(&left, "");
    if (!scan_take(&left, "}"))
        return false;
    *text = left;
    return true;
}

/* \N{SNOWMAN} and \N{U+2603}. */
static bool read_named(struct escapes *escapes, struct slice *text)
{
    char name[CHARACTER_NAME_SIZE];
    struct slice left = *text;
    const char *end;
    uint32_t document;
    size_t size;

    if (!scan_take(&left, "n{"))
        return false;
    if (scan_take(&left, "u+"))
        return add_number(escapes, &left, 16, 1, 8) && scan_take(&left, "}") &&
               (*text = left, true);
    end = memchr(left.bytes, '}', left.size);
    size = end ? (size_t)(end - left.bytes) : sizeof name;
    if (size >= sizeof name)
        return false;
    for (size_t i = 0; i < size; i++)
        name[i] = ascii_upper(left.bytes[i]);
    if (!charindex_find_name(escapes->reader->index, name, size, &document))
        return false;
    add(escapes, charindex_code_point(escapes->reader->index, document));
    text->bytes = end + 1;
    text->size = left.size - size - 1;
    return true;
}

/* \u2603, \U0001F600, and with too few or too many digits, as people write them: \u1F600. */
static bool read_unicode(struct escapes *escapes, struct slice *text)
{
    struct slice left = *text;
    size_t digits, min = 4, max = 4;

    if (left.size == 0 || (left.bytes[0] != 'u' && left.bytes[0] != 'U'))
        return false;
    if (left.bytes[0] == 'U')
        max = 8;
    left.bytes++;
    left.size--;
    (void)scan_take(&left, "+");
    digits = scan_digits(left, 16);
    if (max == 4 && digits > 4 && left.bytes[0] == '1' && digits <= 6 &&
        (digits == 5 || left.bytes[1] == '0'))
        max = digits;
    if (!add_number(escapes, &left, 16, min, max) && !read_braces(escapes, &left, 16))
        return false;
    *text = left;
    return true;
}

/* A byte, of C and its kin: \xe2, \342. */
static bool read_byte(struct escapes *escapes, struct slice *text)
{
    struct slice left = *text;
    unsigned base = scan_take(&left, "x") ? 16 : 8;
    size_t digits = scan_digits(left, base), max = base == 16 ? 2 : 3;
    struct slice number = {left.bytes, digits < max ? digits : max};
    uint32_t value;

    left.bytes += number.size;
    left.size -= number.size;
    if (!scan_number(&number, base, 1, max, &value) || value > 0xFF ||
        (base == 8 && digits < 3 && value > 0) ||
        (base == 8 && scan_digits(left, 10) > 0)) /* \2603 is CSS */
        return false;
    points_add(&escapes->points, value | RAW_BYTE);
    points_add(&escapes->escaped, value | RAW_BYTE);
    escapes->short_ones = escapes->short_ones || (base == 8 && digits < 3);
    *text = left;
    return true;
}

static bool read_letter(struct escapes *escapes, struct slice *text)
{
    static const char letters[] = "abefnrtv", points[] = "\a\b\x1b\f\n\r\t\v";
    const char *letter =
        text->size > 0 ? memchr(letters, text->bytes[0], sizeof letters - 1) : NULL;

    if (!letter)
        return false;
    add(escapes, (uint32_t)points[letter - letters]);
    escapes->short_ones = true;
    text->bytes++;
    text->size--;
    return true;
}

/* An escape of a program, after its backslash. */
static bool read_program(struct escapes *escapes, struct slice *text)
{
    struct slice left = *text;

    if (read_unicode(escapes, text))
        return true;
    if ((scan_take(&left, "x") && read_braces(escapes, &left, 16)) ||
        (scan_take(&left, "o") && read_braces(escapes, &left, 8))) {
        *text = left;
        return true;
    }
    return read_named(escapes, text) || read_byte(escapes, text) || read_letter(escapes, text);
}

/* \2603 of CSS. A few letters are more likely a LaTeX command, such as \ae. */
enum { LETTERS_MIN = 4 };

static bool read_css(struct escapes *escapes, struct slice *text)
{
    struct slice number = {text->bytes, scan_digits(*text, 16)};
    bool decimal = false;

    for (size_t i = 0; i < number.size; i++)
        decimal = decimal || ascii_is_digit(number.bytes[i]);
    if (number.size < LETTERS_MIN && !decimal)
        return false;
    escapes->short_ones = escapes->short_ones || number.size < 2;
    return add_number(escapes, text, 16, 1, 6);
}

/* Turns runs of bytes into the characters that they are in UTF-8, or else in Latin-1. Returns whether
 * several bytes became one character. */
static bool settle(struct points *points)
{
    struct points settled;
    bool joined;

    points_init(&settled);
    for (size_t at = 0; at < points->count;) {
        char bytes[QUERY_MAX_SIZE];
        size_t size = 0;

        while (at + size < points->count && points->list[at + size] & RAW_BYTE) {
            bytes[size] = (char)(points->list[at + size] & 0xFF);
            size++;
        }
        if (size > 0 && utf8_valid(bytes, size)) {
            points_add_text(&settled, bytes, size);
            at += size;
        } else {
            points_add(&settled, points->list[at++] & ~RAW_BYTE);
        }
    }
    joined = settled.count < points->count;
    *points = settled;
    return joined;
}

/* Reads the whole text, whose escapes this function reads. Returns false if one is malformed. */
static bool read_all(struct escapes *escapes, struct slice text,
                     bool (*read)(struct escapes *escapes, struct slice *text))
{
    while (text.size > 0) {
        size_t at = 0;

        if (scan_take(&text, "\\") || scan_take(&text, "%u")) {
            if (text.bytes[-1] == 'u' || text.bytes[-1] == 'U') {
                text.bytes--;
                text.size++;
            }
            if (!read(escapes, &text))
                return false;
            continue;
        }
        if (scan_take_any(&text, ""))
            continue;
        escapes->literals = true;
        points_add(&escapes->points, (uint32_t)utf8_next(text.bytes, text.size, &at));
        text.bytes += at;
        text.size -= at;
    }
    return escapes->escaped.count > 0;
}

/* Returns whether bytes were UTF-8: then nothing else can have been meant. */
static bool read_as(struct reader *reader, struct slice text, const char *label,
                    bool (*read)(struct escapes *escapes, struct slice *text))
{
    struct escapes escapes;
    bool joined;

    escapes.reader = reader;
    escapes.literals = escapes.short_ones = false;
    points_init(&escapes.points);
    points_init(&escapes.escaped);
    if (!read_all(&escapes, text, read) || (escapes.literals && escapes.short_ones))
        return false;
    joined = settle(&escapes.escaped);
    if (!joined && scan_is_notation(reader->text))
        return false;
    (void)settle(&escapes.points);
    reader_label(reader, label);
    reader_add_points(reader, escapes.escaped.list, escapes.escaped.count);
    reader_add_points(reader, escapes.points.list, escapes.points.count);
    return joined;
}

void reading_escapes(struct reader *reader)
{
    struct slice text = reader->text;

    if (!memchr(text.bytes, '\\', text.size) && !memmem(text.bytes, text.size, "%u", 2))
        return;
    if (scan_take(&text, "content:"))
        (void)scan_take_any(&text, "");
    text = scan_unwrap(text);
    if (!read_as(reader, text, "escape", read_program))
        (void)read_as(reader, text, "CSS escape", read_css);
}
