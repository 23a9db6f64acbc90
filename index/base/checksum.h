#ifndef CHARFINDER_INDEX_BASE_CHECKSUM_H
#define CHARFINDER_INDEX_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/*
 * XXH3, 128 bits, in its canonical byte order: the digest of files and sources, and the hash of
 * the build's tables. It detects damage; it is not a defence against forgery.
 * Source: https://xxhash.com, "XXH3" in the format specification of xxHash.
 */

enum { CHECKSUM_SIZE = 16 }; /* bytes */

void checksum_of(const void *bytes, size_t size, uint8_t digest[static CHECKSUM_SIZE]);
uint64_t checksum_short(const void *bytes, size_t size); /* the same with 64 bits */
unsigned checksum_hash(const void *bytes, size_t size);  /* 32 bits, for tables in memory */
/* The same for tables whose keys come from clients: without the seed, collisions cannot be chosen. */
unsigned checksum_hash_seeded(const void *bytes, size_t size, uint64_t seed);

#endif
