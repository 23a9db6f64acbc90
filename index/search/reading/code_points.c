/*
 * Code points as numbers. A bare number is hexadecimal with four digits or more ("221E"), or with
 * two if a decimal digit is among them ("e9"), and is decimal with two or more; 10024 is both
 * U+10024 and U+2728. With a prefix, as glyphs and source code have it ("uni2603", "#x2603"), any
 * number of digits will do, and so it does after a word such as "unicode". Several numbers with
 * separators are a row, as data files have them.
 *
 * A number of letters alone in which words are likely ("bed", "dead beef") is not read, unless it
 * has four letters, and is alone. What the query language reads itself (U+2603, 0x2603) is left
 * to it.
 */

#include "index/base/ascii.h"
#include "index/base/hex.h"
#include "index/search/reading/points.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"

static const char decimal_label[] = "decimal code point";

enum {
    HEXADECIMAL_MIN = 4,
    HEXADECIMAL_MAX = 8,
    DECIMAL_MIN = 2,
    DECIMAL_MAX = 7,
    GLYPH_DIGITS = 4, /* "uni" has these for each character */
};

static bool has_decimal_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (ascii_is_digit(text.bytes[i]))
            return true;
    return false;
}

static bool add(struct points *points, uint32_t value)
{
    uint32_t lead = value >> 16, trail = value & 0xFFFF;

    if (value <= CHARACTER_LAST) {
        points_add(points, value);
        return true;
    }
    if (lead < 0xD800 || lead > 0xDBFF || trail < 0xDC00 || trail > 0xDFFF)
        return false;
    points_add(points, lead);
    points_add(points, trail);
    return true;
}

/*
 * Numbers with a prefix.
 */

/* "uni" and all the four digits of each character after it. */
static bool read_glyph(struct slice *text, struct points *points)
{
    struct slice left = *text;
    size_t digits;

    if (!scan_take(&left, "uni"))
        return false;
    digits = scan_digits(left, 16);
    if (digits <= GLYPH_DIGITS || digits % GLYPH_DIGITS != 0)
        return false;
    for (; digits > 0; digits -= GLYPH_DIGITS) {
        struct slice number = {left.bytes, GLYPH_DIGITS};
        uint32_t value;

        (void)scan_number(&number, 16, GLYPH_DIGITS, GLYPH_DIGITS, &value);
        points_add(points, value);
        left.bytes += GLYPH_DIGITS;
        left.size -= GLYPH_DIGITS;
    }
    *text = left;
    return true;
}

static bool read_prefixed(struct slice *text, struct points *points)
{
    static const struct {
        const char *prefix;
        size_t min;
    } prefixes[] = {
        {"u+", 1},       {"u +", 1},     {"u-", 4}, {"uni", 4}, {"u", 4},    {"0x", 1},
        {"x", 4},        {"#\\x", 1},    {"#x", 1}, {"16#", 1}, {"&h", 1},   {"$", 4},
        {"?\\u", 4},     {"emoji_u", 4}, {"u{", 1}, {"u+{", 1}, {"\\u+", 1}, {"&x", 2},
        {"\\char\"", 2}, {"^^^^", 4},    {"\"", 4},
    };

    if (read_glyph(text, points))
        return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        struct slice left = *text;
        uint32_t value;

        if (!scan_take(&left, prefixes[i].prefix))
            continue;
        left = slice_trim(left);
        if (scan_number(&left, 16, prefixes[i].min, HEXADECIMAL_MAX, &value) &&
            add(points, value)) {
            *text = left;
            return true;
        }
    }
    return false;
}

/*
 * Rows.
 */

enum { ROW_HEXADECIMAL_MIN = HEXADECIMAL_MIN, ROW_DECIMAL_MIN = DECIMAL_MIN };

struct row {
    struct points points;
    size_t numbers;
    bool prefixed; /* one of the numbers is */
    bool decimal;  /* one of the numbers has a decimal digit */
};

/* Takes the row at the front of the text, up to what is not part of it. */
static void read_row(struct slice *text, unsigned base, struct row *row)
{
    const char *separators = base == 16 ? ",;/_-+{}" : ",;";
    size_t min = base == 16 ? ROW_HEXADECIMAL_MIN : ROW_DECIMAL_MIN;

    points_init(&row->points);
    row->numbers = 0;
    row->prefixed = row->decimal = false;
    while (text->size > 0) {
        struct slice number = *text;
        uint32_t value;

        if (base == 16 && read_prefixed(text, &row->points)) {
            row->prefixed = true;
        } else if (scan_number(text, base, min, HEXADECIMAL_MAX, &value) &&
                   add(&row->points, value)) {
            number.size -= text->size;
            row->decimal = row->decimal || has_decimal_digit(number);
        } else {
            return;
        }
        row->numbers++;
        if (text->size > 0 && !scan_take_any(text, separators))
            return;
    }
}

/* Rows of numbers that might be anything are read only if all are characters. */
static bool are_characters(const struct reader *reader, const struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        uint32_t document;

        if (!charindex_find(reader->index, points->list[i], &document))
            return false;
    }
    return true;
}

static void read_rows(struct reader *reader, struct slice text)
{
    struct slice left = text;
    struct row row;

    read_row(&left, 16, &row);
    if (left.size == 0 &&
        (row.prefixed || (row.numbers > 1 && row.decimal && are_characters(reader, &row.points)))) {
        if (row.prefixed)
            reader_place(reader, READING_FIRST);
        reader_add_points(reader, row.points.list, row.points.count);
    }
    if (row.prefixed || !ascii_is_digit(text.bytes[0]))
        return;
    left = text;
    read_row(&left, 10, &row);
    if (left.size == 0 && row.numbers > 1 && are_characters(reader, &row.points)) {
        reader_label(reader, decimal_label);
        reader_add_points(reader, row.points.list, row.points.count);
    }
}

/*
 * One number.
 */

/* Takes a word that announces a number. *bases is 16, 10, or both added. */
static bool take_announcement(struct slice *text, unsigned *bases)
{
    static const struct {
        const char *word;
        unsigned bases;
    } words[] = {
        {"unicode", 26},   {"code point", 26},  {"codepoint", 26}, {"character code", 26},
        {"char code", 26}, {"hexadecimal", 16}, {"hex", 16},       {"ucs", 26},
        {"decimal", 10},   {"dec", 10},         {"ascii", 10},     {"html", 10},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct slice left = *text;

        if (scan_take(&left, words[i].word) && scan_take_any(&left, ":=#") && left.size > 0) {
            *text = left;
            *bases = words[i].bases;
            return true;
        }
    }
    return false;
}

static void add_number(struct reader *reader, struct slice text, unsigned base, size_t min,
                       size_t max)
{
    struct points points;
    uint32_t value;

    points_init(&points);
    if (!scan_number(&text, base, min, max, &value) || text.size > 0 || !add(&points, value))
        return;
    if (base == 10)
        reader_label(reader, decimal_label);
    reader_add_points(reader, points.list, points.count);
}

static void read_announced(struct reader *reader, struct slice text)
{
    unsigned bases;

    if (!take_announcement(&text, &bases))
        return;
    reader_place(reader, READING_FIRST);
    if (bases != 10) {
        struct row row;
        struct slice left = text;

        read_row(&left, 16, &row);
        if (left.size == 0)
            reader_add_points(reader, row.points.list, row.points.count);
        add_number(reader, text, 16, 1, HEXADECIMAL_MAX);
    }
    if (bases != 16)
        add_number(reader, text, 10, 1, DECIMAL_MAX);
}

/* "2603h", as assemblers have it. */
static void read_suffixed(struct reader *reader, struct slice text)
{
    if (ascii_lower(text.bytes[text.size - 1]) != 'h' || !ascii_is_digit(text.bytes[0]))
        return;
    text.size--;
    if (scan_digits(text, 16) == text.size)
        add_number(reader, text, 16, HEXADECIMAL_MIN, HEXADECIMAL_MAX);
}

/* Two decimal digits are more often a number in words, and so are two or three letters. */
static void read_bare(struct reader *reader, struct slice text)
{
    bool decimal = scan_digits(text, 10) == text.size;
    size_t min = decimal ? DECIMAL_MIN : has_decimal_digit(text) ? 2 : HEXADECIMAL_MIN;

    if (decimal && text.size == DECIMAL_MIN)
        reader_place(reader, READING_AFTER_WORDS);
    add_number(reader, text, 16, min, HEXADECIMAL_MAX);
    add_number(reader, text, 10, DECIMAL_MIN, DECIMAL_MAX);
}

void reading_code_points(struct reader *reader)
{
    struct slice text = scan_unwrap(reader->text);
    char first = text.bytes[0];

    /* The letters that a number, its prefix or its announcement begins with. */
    if (ascii_lower(first) >= 'g' && ascii_lower(first) <= 'z' && !strchr("uUxXhH", first))
        return;
    if (scan_digits(text, 16) == text.size) {
        read_bare(reader, text);
        return;
    }
    if (!has_decimal_digit(text) && !strchr("uUxX", first))
        return;
    if (text.size == reader->text.size && scan_is_notation(text))
        return;
    read_rows(reader, text);
    read_announced(reader, text);
    read_suffixed(reader, text);
}
