#ifndef CHARFINDER_INDEX_UNICODE_VERSION_H
#define CHARFINDER_INDEX_UNICODE_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A version of Unicode or of ICU as one number that compares as versions do: 15.0 is 0x0F00. 0 is
 * not a version: it is the age of an unassigned code point.
 */

enum {
    VERSION_SIZE = 8, /* bytes of "255.255" and its NUL */
    VERSION_MAX = 0xFFFF,
};

static inline uint32_t version_make(uint8_t major_part, uint8_t minor_part)
{
    return (uint32_t)major_part << 8 | minor_part;
}

/* Reads the whole text: "15", "15.0" or, as PropertyValueAliases.txt writes it, "V15_0", matched
 * loosely. Returns false if it is not a version. */
bool version_read(const char *text, size_t size, uint32_t *version);

/* Writes "15.0"; "" for 0. */
void version_write(uint32_t version, char out[static VERSION_SIZE]);

#endif
