/*
 * UTF-8 by ICU's macros, wrapped in functions, so that no other module needs to know how the macros
 * treat their arguments.
 */

#include "index/base/utf8.h"

#include <unicode/utf8.h>

/* The macros mix signed and unsigned arithmetic on purpose. */
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"

int32_t utf8_next_of_any(const char *text, size_t size, size_t *at)
{
    const uint8_t *bytes = (const uint8_t *)text;
    size_t begin = *at, next = begin;
    UChar32 code_point;

    U8_NEXT(bytes, next, size, code_point);
    *at = code_point < 0 ? begin + 1 : next;
    return code_point;
}

bool utf8_valid(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size)
        if (utf8_next(text, size, &at) < 0)
            return false;
    return true;
}

size_t utf8_write(char out[static UTF8_MAX_SIZE], uint32_t code_point)
{
    size_t size = 0;

    U8_APPEND_UNSAFE(out, size, code_point);
    return size;
}

size_t utf8_length(const char *text, size_t size)
{
    size_t at = 0, length = 0;

    for (; at < size; length++)
        (void)utf8_next(text, size, &at);
    return length;
}
