#ifndef CHARFINDER_INDEX_BASE_BITS_H
#define CHARFINDER_INDEX_BASE_BITS_H

#include <stdint.h>

/*
 * Counting bits. The compiler's builtin is a call of a library on processors for which it may not
 * assume an instruction, and this is a dozen instructions in place.
 */

/* How many bits are set. (H. S. Warren, "Hacker's Delight", 2nd ed., section 5-1.) */
static inline uint32_t bits_count(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

#endif
