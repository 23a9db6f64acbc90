#ifndef CHARFINDER_TESTS_UNIT_INDEX_BASE_RANDOM_H
#define CHARFINDER_TESTS_UNIT_INDEX_BASE_RANDOM_H

#include <stdint.h>

/* A number from 0 to limit - 1, the same on every machine for the same seed, which must not be 0.
 * Marsaglia's xorshift64: "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003. */
static inline uint32_t random_below(uint64_t *seed, uint32_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32) % limit;
}

#endif
