/*
 * Python's str.strip() for UTF-8. It scans from both ends and stops at the first character to keep,
 * so a long text costs no more than a short one.
 */

#include "server/answers/telnet/strip.h"

#include <stdbool.h>

#include "index/base/utf8.h"

/* str.isspace(): bidirectional class B, S or WS, or category Zs. */
static bool code_point_is_space(int32_t point)
{
    return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20) || point == 0x85 ||
           point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x3000;
}

/* The offset of the last character. */
static size_t last_begin(struct slice text)
{
    size_t at = text.size - 1;

    while (utf8_continues(text.bytes[at]))
        at--;
    return at;
}

struct slice strip(struct slice text)
{
    for (size_t at = 0; text.size > 0; at = 0) {
        if (!code_point_is_space(utf8_next(text.bytes, text.size, &at)))
            break;
        text = (struct slice){text.bytes + at, text.size - at};
    }
    while (text.size > 0) {
        size_t begin = last_begin(text), at = begin;

        if (!code_point_is_space(utf8_next(text.bytes, text.size, &at)))
            break;
        text.size = begin;
    }
    return text;
}
