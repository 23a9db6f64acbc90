#ifndef CHARFINDER_INDEX_BASE_PLAIN_H
#define CHARFINDER_INDEX_BASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Plain text: valid UTF-8 without control characters (U+0000 to U+001F, U+007F), so that it can be
 * part of a line and of JSON. Costs one step for each 8 bytes of ASCII. Thread-safe.
 */
bool plain_valid(const char *text, size_t size);

#endif
