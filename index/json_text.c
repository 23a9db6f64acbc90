/*
 * JSON strings. What needs no escape is copied in one piece: the name of a character always is.
 */

#include "index/json_text.h"

#include "index/utf8.h"

static void append_escaped(struct buffer *out, uint32_t code_point)
{
    char bytes[UTF8_MAX_SIZE];

    if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F)) {
        buffer_append_format(out, "\\u%04X", (unsigned)code_point);
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

void json_text_append(struct buffer *out, struct slice text)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t begin = 0, at = 0;

    buffer_append(out, "\"", 1);
    while (at < text.size) {
        int32_t code_point;

        if (is_plain(bytes, text.size, at)) {
            at++;
            continue;
        }
        buffer_append(out, text.bytes + begin, at - begin);
        code_point = utf8_next(text.bytes, text.size, &at);
        append_escaped(out, code_point < 0 ? 0xFFFD : (uint32_t)code_point);
        begin = at;
    }
    if (at > begin)
        buffer_append(out, text.bytes + begin, at - begin);
    buffer_append(out, "\"", 1);
}

void json_text_append_points(struct buffer *out, const uint32_t *points, size_t count)
{
    buffer_append(out, "\"", 1);
    for (size_t i = 0; i < count; i++)
        append_escaped(out, points[i]);
    buffer_append(out, "\"", 1);
}
