#ifndef CHARFINDER_INDEX_BASE_UTF8_H
#define CHARFINDER_INDEX_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * UTF-8, by ICU's macros (unicode/utf8.h): the one place that walks bytes as code points.
 * "Valid" is the Unicode Standard's definition D92: no overlong forms, no surrogates.
 */

enum { UTF8_MAX_SIZE = 4 }; /* bytes of one code point at most */

/* Has the code point an encoding? All have but the surrogates: they are the scalar values. */
static inline bool utf8_encodes(uint32_t code_point)
{
    return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

/* Is the text valid UTF-8 from its first to its last byte? */
bool utf8_valid(const char *text, size_t size);

/* The same as utf8_next(), which does not call it for the bytes of ASCII. */
int32_t utf8_next_of_any(const char *text, size_t size, size_t *at);

/* The code point at *at, which is advanced past it. Returns -1, and advances one byte, if the bytes are
 * not UTF-8. *at must be less than size. */
static inline int32_t utf8_next(const char *text, size_t size, size_t *at)
{
    unsigned char byte = (unsigned char)text[*at];

    if (byte >= 0x80)
        return utf8_next_of_any(text, size, at);
    ++*at;
    return byte;
}

/* Is the byte, of valid UTF-8, not the first of its code point? */
static inline bool utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Writes one code point (at most U+10FFFF and no surrogate); returns its 1 to 4 bytes.
 * Writes no NUL. */
size_t utf8_write(char out[static UTF8_MAX_SIZE], uint32_t code_point);

/* How many code points the text has, each stray byte counting as one. */
size_t utf8_length(const char *text, size_t size);

#endif
