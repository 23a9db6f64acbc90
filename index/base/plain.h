#ifndef CHARFINDER_INDEX_BASE_PLAIN_H
#define CHARFINDER_INDEX_BASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Text that is nothing but text: valid UTF-8 without control characters (U+0000 to U+001F,
 * U+007F), so that it can stand in a line and in JSON. Costs a step for each 8 bytes of ASCII.
 */
bool plain_valid(const char *text, size_t size);

#endif
