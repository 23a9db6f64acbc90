#ifndef CHARFINDER_INDEX_BASE_ASCII_H
#define CHARFINDER_INDEX_BASE_ASCII_H

#include <stdbool.h>

/*
 * Classes of ASCII, whatever the locale. Bytes of other characters are none. Inline.
 */

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Neither a letter nor a digit, white space or a control. */
static inline bool ascii_is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !ascii_is_digit(c) && !ascii_is_letter(c);
}

static inline char ascii_lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return "abcdefghijklmnopqrstuvwxyz"[c - 'A'];
    return c;
}

static inline char ascii_upper(char c)
{
    if (c >= 'a' && c <= 'z')
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[c - 'a'];
    return c;
}

#endif
