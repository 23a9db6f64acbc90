/*
 * Reads the names of characters in paths, and writes the one that their pages have.
 */

#include "server/answers/http/pages/character_path.h"

#include "index/base/hex.h"
#include "index/base/utf8.h"

/* Reads one to eight hexadecimal digits; the value may exceed the last code point. */
static bool read_digits(const char *digits, size_t size, uint32_t *code_point)
{
    *code_point = 0;
    if (size == 0 || size > 8)
        return false;
    for (size_t i = 0; i < size; i++) {
        int value = hex_value(digits[i]);

        if (value < 0)
            return false;
        *code_point = *code_point << 4 | (uint32_t)value;
    }
    return true;
}

/* Is "U+" there? */
static bool is_marked(struct slice text, size_t at)
{
    return text.size - at >= 2 && (text.bytes[at] | 0x20) == 'u' && text.bytes[at + 1] == '+';
}

/* Only the first code point needs its "U+". */
static bool read_notation(struct slice text, struct character_path *path)
{
    path->count = 0;
    if (!is_marked(text, 0))
        return false;
    for (size_t at = 0, end; at < text.size; at = end + 1) {
        if (path->count == CHARACTER_PATH_MAX)
            return false;
        if (is_marked(text, at))
            at += 2;
        for (end = at; end < text.size && text.bytes[end] != '+' && text.bytes[end] != ' ';)
            end++;
        if (end + 1 == text.size ||
            !read_digits(text.bytes + at, end - at, &path->points[path->count++]))
            return false;
    }
    return true;
}

static bool read_itself(struct slice text, struct character_path *path)
{
    path->count = 0;
    for (size_t at = 0; at < text.size;) {
        if (path->count == CHARACTER_PATH_MAX)
            return false;
        path->points[path->count++] = (uint32_t)utf8_next(text.bytes, text.size, &at);
    }
    return path->count > 0;
}

bool character_path_read(struct slice text, struct character_path *path)
{
    return read_notation(text, path) || read_itself(text, path);
}

bool character_path_is(struct slice text)
{
    struct character_path path;

    if (read_notation(text, &path))
        return true;
    if (!read_itself(text, &path))
        return false;
    for (size_t i = 0; i < path.count; i++)
        if (path.points[i] >= 0x80)
            return true;
    return path.count == 1;
}

void character_path_append(struct buffer *out, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, i > 0 ? "+%04X" : "U+%04X", (unsigned)points[i]);
}
