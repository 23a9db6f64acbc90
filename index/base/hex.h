#ifndef CHARFINDER_INDEX_BASE_HEX_H
#define CHARFINDER_INDEX_BASE_HEX_H

#include <stdint.h>

/*
 * One hexadecimal digit, in ASCII whatever the locale. Inline; numbers of several digits are
 * appended by buffer_append_hex().
 */

/* The digit for the low four bits, A to F in upper case. */
static inline char hex_digit(unsigned value)
{
    return "0123456789ABCDEF"[value & 0xF];
}

/* All eight digits, as hex_digit(); the highest is in the lowest byte. Spreads the number to four bits a
 * byte, and adds '0', and to those above 9 also 'A' - '9' - 1. (H. S. Warren, "Hacker's Delight", 7-4.) */
static inline uint64_t hex_digits(uint32_t value)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t digits = value;
    uint64_t letters;

    digits = (digits | digits << 16) & UINT64_C(0x0000FFFF0000FFFF);
    digits = (digits | digits << 8) & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits | digits << 4) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    digits = __builtin_bswap64(digits);
    letters = (digits + each * 6) >> 4 & each;
    return digits + each * '0' + letters * ('A' - '9' - 1);
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
