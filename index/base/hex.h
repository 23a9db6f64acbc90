#ifndef CHARFINDER_INDEX_BASE_HEX_H
#define CHARFINDER_INDEX_BASE_HEX_H

/*
 * One hexadecimal digit, in ASCII whatever the locale. Inline; numbers of several digits are
 * appended by buffer_append_hex().
 */

/* The digit for the low four bits, A to F in upper case. */
static inline char hex_digit(unsigned value)
{
    return "0123456789ABCDEF"[value & 0xF];
}

/* The value of a digit in either case, or -1 where the byte is not a hexadecimal digit. */
static inline int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

#endif
