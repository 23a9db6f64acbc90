/*
 * Functions of programming languages that make a character of its number: chr(9731),
 * String.fromCodePoint(0x1F600), ChrW(&H2603). The name of the function must be one that does so.
 */

#include "index/search/reading/points.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"

static bool take_name(struct slice *text)
{
    static const char *const names[] = {
        "chr",       "chrw",          "unichr",        "char",      "unichar",
        "nchar",     "fromcharcode",  "fromcodepoint", "rune",      "tochars",
        "to_chars",  "tostring",      "char32_t",      "wchar_t",   "char_from_code",
        "code-char", "integer->char", "from_u32",      "character",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice left = *text;

        if (scan_take(&left, names[i]) && scan_take(&left, "(")) {
            *text = left;
            return true;
        }
    }
    return false;
}

/* Takes a number as source code has it. */
static bool take_number(struct slice *text, uint32_t *value)
{
    enum { DIGITS_MAX = 8 };
    struct slice left = *text;
    unsigned base = scan_take(&left, "0x") || scan_take(&left, "&h") ? 16 : 10;

    if (!scan_number(&left, base, 1, DIGITS_MAX, value) || *value > CHARACTER_LAST)
        return false;
    *text = left;
    return true;
}

/* Reads the arguments, all of which must be numbers. */
static void read_arguments(struct reader *reader, struct slice text)
{
    struct points points;
    uint32_t value;

    points_init(&points);
    (void)scan_take_any(&text, "");
    while (take_number(&text, &value)) {
        points_add(&points, value);
        (void)scan_take_any(&text, ",");
    }
    if (text.size == 0)
        reader_add_points(reader, points.list, points.count);
}

void reading_calls(struct reader *reader)
{
    struct slice text = reader->text;
    const char *open, *dot;

    if (text.bytes[text.size - 1] == ';')
        text.size--;
    if (text.size == 0 || text.bytes[text.size - 1] != ')')
        return;
    text.size--;
    open = memchr(text.bytes, '(', text.size);
    if (!open)
        return;
    dot = memrchr(text.bytes, '.', (size_t)(open - text.bytes));
    if (dot) {
        text.size -= (size_t)(dot + 1 - text.bytes);
        text.bytes = dot + 1;
    }
    if (take_name(&text))
        read_arguments(reader, text);
}
