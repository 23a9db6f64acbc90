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

static inline bool ascii_is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(char c)
{
    return ascii_is_small(c) || ascii_is_capital(c);
}

static inline bool ascii_is_alphanumeric(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* Neither a letter nor a digit, white space or a control. */
static inline bool ascii_is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !ascii_is_alphanumeric(c);
}

static inline char ascii_lower(char c)
{
    return (char)(ascii_is_capital(c) ? c + ('a' - 'A') : c);
}

static inline char ascii_upper(char c)
{
    return (char)(ascii_is_small(c) ? c - ('a' - 'A') : c);
}

#endif
