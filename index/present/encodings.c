/*
 * Encodings of a few code points, for people and programs that want one of them.
 */

#include "index/present/encodings.h"

#include "index/base/hex.h"
#include "index/base/utf8.h"

enum {
    DIGITS_MAX = 32,
    UNITS_MAX = 2, /* of UTF-16 that a code point takes */
    SUPPLEMENT = 0x10000,
};

static void append_number(struct buffer *out, unsigned base, uint32_t number)
{
    char digits[DIGITS_MAX];
    size_t at = DIGITS_MAX;

    do {
        digits[--at] = hex_digit(number % base);
        number /= base;
    } while (number > 0);
    buffer_append(out, digits + at, DIGITS_MAX - at);
}

void encodings_number(struct buffer *out, unsigned base, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append(out, " ", 1);
        append_number(out, base, points[i]);
    }
}

static void append_byte(struct buffer *out, const char *before, unsigned byte)
{
    const char digits[2] = {hex_digit(byte >> 4), hex_digit(byte)};

    buffer_append_text(out, before);
    buffer_append(out, digits, sizeof digits);
}

void encodings_bytes(struct buffer *out, struct slice bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        append_byte(out, i > 0 ? " " : "", (unsigned char)bytes.bytes[i]);
}

void encodings_utf8(struct buffer *out, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char bytes[UTF8_MAX_SIZE];
        size_t size = utf8_write(bytes, points[i]);

        for (size_t k = 0; k < size; k++)
            append_byte(out, i + k > 0 ? " " : "", (unsigned char)bytes[k]);
    }
}

/* The code units of a code point. Returns how many. */
static size_t utf16_units(uint32_t code_point, unsigned units[static UNITS_MAX])
{
    if (code_point < SUPPLEMENT) {
        units[0] = (unsigned)code_point;
        return 1;
    }
    units[0] = 0xD800 + (unsigned)((code_point - SUPPLEMENT) >> 10);
    units[1] = 0xDC00 + (unsigned)((code_point - SUPPLEMENT) & 0x3FF);
    return 2;
}

void encodings_utf16(struct buffer *out, bool big_endian, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned units[UNITS_MAX];
        size_t size = utf16_units(points[i], units);

        for (size_t k = 0; k < size; k++) {
            unsigned high = units[k] >> 8, low = units[k] & 0xFF;

            append_byte(out, i + k > 0 ? " " : "", big_endian ? high : low);
            append_byte(out, " ", big_endian ? low : high);
        }
    }
}

void encodings_json(struct buffer *out, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned units[UNITS_MAX];
        size_t size = utf16_units(points[i], units);

        for (size_t k = 0; k < size; k++) {
            append_byte(out, "\\u", units[k] >> 8);
            append_byte(out, "", units[k]);
        }
    }
}

void encodings_escape(struct buffer *out, enum escape_language language, const uint32_t *points,
                      size_t count)
{
    size_t begin = out->size;

    for (size_t i = 0; i < count; i++) {
        char escape[ESCAPE_SIZE];

        if (!escape_write(language, points[i], escape)) {
            if (!out->failed)
                out->size = begin;
            return;
        }
        buffer_append_text(out, escape);
    }
}
