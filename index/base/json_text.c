/*
 * JSON strings. Text without escapes is copied in one piece, and names of characters never need
 * escapes. So eight bytes are checked at a time, and single bytes only where that check fails.
 */

#include "index/base/json_text.h"

#include "index/base/utf8.h"

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

static void append_escaped(struct buffer *out, uint32_t code_point)
{
    char bytes[UTF8_MAX_SIZE];

    if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F)) {
        buffer_append_text(out, "\\u");
        buffer_append_hex(out, code_point, 4);
        return;
    }
    if (code_point == '"' || code_point == '\\')
        buffer_append(out, "\\", 1);
    buffer_append(out, bytes, utf8_write(bytes, code_point));
}

/* The C1 controls are two bytes each, C2 and one from 80 to 9F. */
static bool is_plain(const unsigned char *bytes, size_t size, size_t at)
{
    unsigned char byte = bytes[at];

    if (byte == 0xC2 && at + 1 < size)
        return bytes[at + 1] > 0x9F;
    return byte >= 0x20 && byte != 0x7F && byte != '"' && byte != '\\';
}

/* Is one of the eight bytes equal to `byte`? A borrow can produce a false match in a higher byte,
 * but only if there is a true match below it. (S. E. Anderson, "Bit twiddling hacks".) */
static uint64_t has(uint64_t word, unsigned char byte)
{
    uint64_t difference = word ^ EACH_BYTE(byte);

    return (difference - EACH_BYTE(0x01)) & ~difference & EACH_BYTE(0x80);
}

static bool eight_plain(const unsigned char *bytes)
{
    uint64_t word, controls;

    memcpy(&word, bytes, sizeof word);
    controls = (word - EACH_BYTE(0x20)) & ~word & EACH_BYTE(0x80);
    return !(controls | has(word, '"') | has(word, '\\') | has(word, 0x7F) | has(word, 0xC2));
}

/* The number of bytes from `at` that can be copied without an escape. */
static size_t plain_size(const unsigned char *bytes, size_t size)
{
    size_t at = 0;

    while (size - at >= sizeof(uint64_t) && eight_plain(bytes + at))
        at += sizeof(uint64_t);
    while (at < size && is_plain(bytes, size, at))
        at++;
    return at;
}

void json_text_append(struct buffer *out, struct slice text)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t at = 0;

    buffer_append(out, "\"", 1);
    while (at < text.size) {
        size_t plain = plain_size(bytes + at, text.size - at);

        buffer_append(out, bytes + at, plain);
        at += plain;
        if (at < text.size) {
            int32_t code_point = utf8_next(text.bytes, text.size, &at);

            append_escaped(out, code_point < 0 ? 0xFFFD : (uint32_t)code_point);
        }
    }
    buffer_append(out, "\"", 1);
}

void json_text_append_points(struct buffer *out, const uint32_t *points, size_t count)
{
    buffer_append(out, "\"", 1);
    for (size_t i = 0; i < count; i++)
        append_escaped(out, points[i]);
    buffer_append(out, "\"", 1);
}
