/*
 * The bytes of UTF-8 as numbers: "e2 80 8b", "E2808B", "0xE2, 0x82, 0xAC", "226 130 172", as vi shows
 * them ("<e2><82><ac>"), and in URLs and mail, where other characters stand between them
 * ("M%C3%BCller", "=E2=82=AC"). Bytes are read only if they are valid UTF-8 with a character beyond
 * ASCII; what consists of escaped bytes alone may also be ASCII ("%20") or Latin-1 ("%FC"). UTF-16
 * is read if it begins with a byte order mark.
 *
 * Bytes in the escapes of programs (\xe2) are in escapes.c.
 */

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"

enum { CODE_POINT_DIGITS = 4 };

struct bytes {
    size_t size;
    unsigned char list[QUERY_MAX_SIZE];
};

static bool beyond_ascii(const struct bytes *bytes)
{
    for (size_t i = 0; i < bytes->size; i++)
        if (bytes->list[i] >= 0x80)
            return true;
    return false;
}

static void add_points(struct reader *reader, const struct points *points)
{
    reader_add_points(reader, points->list, points->count);
}

static bool add_utf8(struct reader *reader, const struct bytes *bytes)
{
    struct points points, beyond;
    const char *text = (const char *)bytes->list;

    points_init(&points);
    points_init(&beyond);
    if (!beyond_ascii(bytes) || !utf8_valid(text, bytes->size))
        return false;
    points_add_text(&points, text, bytes->size);
    for (size_t i = 0; i < points.count; i++)
        if (points.list[i] >= 0x80)
            points_add(&beyond, points.list[i]);
    add_points(reader, &beyond);
    add_points(reader, &points);
    return true;
}

static bool add_utf16(struct reader *reader, const struct bytes *bytes)
{
    struct points points;
    const unsigned char *list = bytes->list;
    size_t high;

    points_init(&points);
    if (bytes->size < 4 || bytes->size % 2 != 0)
        return false;
    if (list[0] == 0xFE && list[1] == 0xFF)
        high = 0;
    else if (list[0] == 0xFF && list[1] == 0xFE)
        high = 1;
    else
        return false;
    for (size_t i = 2; i < bytes->size; i += 2)
        points_add(&points, (uint32_t)(list[i + high] << 8 | list[i + 1 - high]));
    reader_label(reader, "UTF-16 bytes");
    add_points(reader, &points);
    return true;
}

/* Takes one number of the row. The first tells how all are written. */
static bool take_byte(struct slice *text, unsigned base, struct bytes *bytes)
{
    struct slice left = *text, pair;
    size_t digits;
    uint32_t value;

    if (base == 16)
        (void)(scan_take(&left, "0x") || scan_take(&left, "<") || scan_take(&left, "x"));
    digits = scan_digits(left, base);
    if (digits == 0 || digits > left.size || (base == 16 ? digits % 2 != 0 : digits > 3))
        return false;
    pair.size = base == 16 ? 2 : digits;
    for (; digits > 0; digits -= pair.size) {
        size_t size = pair.size;

        pair.bytes = left.bytes;
        (void)scan_number(&pair, base, 1, size, &value);
        pair.size = size;
        if (value > 0xFF || bytes->size == QUERY_MAX_SIZE)
            return false;
        bytes->list[bytes->size++] = (unsigned char)value;
        left.bytes += size;
        left.size -= size;
    }
    (void)scan_take(&left, ">");
    *text = left;
    return true;
}

static bool read_row(struct slice text, unsigned base, struct bytes *bytes)
{
    bytes->size = 0;
    while (text.size > 0) {
        if (!take_byte(&text, base, bytes))
            return false;
        (void)scan_take_any(&text, ",;:-");
    }
    return bytes->size > 1;
}

/* Reads text with escaped bytes. Returns whether there is one; *only is whether all are. */
static bool read_escaped(struct slice text, char escape, struct bytes *bytes, bool *only)
{
    bool found = false;

    bytes->size = 0;
    *only = true;
    while (text.size > 0) {
        struct slice number = {text.bytes + 1, 2};
        uint32_t value;

        if (text.bytes[0] == escape && text.size > 2 && scan_number(&number, 16, 2, 2, &value)) {
            bytes->list[bytes->size++] = (unsigned char)value;
            text.bytes += 3;
            text.size -= 3;
            found = true;
        } else {
            *only = false;
            bytes->list[bytes->size++] = (unsigned char)text.bytes[0];
            text.bytes++;
            text.size--;
        }
    }
    return found;
}

static void add_escaped(struct reader *reader, char escape, const char *label)
{
    struct bytes bytes;
    bool only;

    if (!memchr(reader->text.bytes, escape, reader->text.size) ||
        !read_escaped(reader->text, escape, &bytes, &only))
        return;
    reader_label(reader, label);
    reader_place(reader, only ? READING_FIRST : READING_AFTER_EXACT);
    if (add_utf8(reader, &bytes) || !only)
        return;
    for (size_t i = 0; i < bytes.size; i++)
        reader_add_point(reader, bytes.list[i]);
}

/* Without any, hexadecimal digits are rather a word: "deaf". */
static bool has_decimal_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (ascii_is_digit(text.bytes[i]))
            return true;
    return false;
}

/* "UTF-8: E2 98 83" */
static struct slice after_announcement(struct slice text)
{
    struct slice left = text;

    if (ascii_lower(text.bytes[0]) != 'u' ||
        (!scan_take(&left, "utf-8") && !scan_take(&left, "utf8")))
        return text;
    return scan_take_any(&left, ":=") && left.size > 0 ? left : text;
}

void reading_bytes(struct reader *reader)
{
    struct slice text = after_announcement(scan_unwrap(reader->text));
    struct bytes bytes;
    bool vi = reader->text.bytes[0] == '<';

    if (vi) /* unwrapping has removed the brackets at both ends */
        text = reader->text;
    if (scan_digits(text, 16) > 0 || text.bytes[0] == 'x' || vi) {
        bool row = read_row(text, 16, &bytes) && has_decimal_digit(text);

        if (text.size == CODE_POINT_DIGITS) /* first of all a code point */
            reader_place(reader, READING_AFTER_WORDS);
        if ((row && (add_utf8(reader, &bytes) || add_utf16(reader, &bytes))) ||
            (read_row(text, 10, &bytes) && add_utf8(reader, &bytes)))
            return;
    }
    add_escaped(reader, '%', "percent encoding");
    add_escaped(reader, '=', "quoted-printable");
}
