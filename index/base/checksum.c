/*
 * The only module that uses xxHash.
 */

#include "index/base/checksum.h"

#include <string.h>

#ifdef CHARFINDER_XXHASH_DISPATCH
#include <xxh_x86dispatch.h> /* the same functions, for the widest registers of this processor */
#else
#include <xxhash.h>
#endif

void checksum_of(const void *bytes, size_t size, uint8_t digest[static CHECKSUM_SIZE])
{
    XXH128_canonical_t canonical;

    _Static_assert(sizeof canonical == CHECKSUM_SIZE, "XXH3 has 128 bits");
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
    memcpy(digest, &canonical, CHECKSUM_SIZE);
}

uint64_t checksum_short(const void *bytes, size_t size)
{
    return XXH3_64bits(bytes, size);
}

unsigned checksum_hash(const void *bytes, size_t size)
{
    return (unsigned)XXH3_64bits(bytes, size);
}

unsigned checksum_hash_seeded(const void *bytes, size_t size, uint64_t seed)
{
    return (unsigned)XXH3_64bits_withSeed(bytes, size, seed);
}
