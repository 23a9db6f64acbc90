#ifndef CHARFINDER_INDEX_UNICODE_DECOMPOSITION_H
#define CHARFINDER_INDEX_UNICODE_DECOMPOSITION_H

#include <stdbool.h>
#include <stdint.h>

#include "index/unicode/repertoire.h"

/*
 * What a character decomposes to, canonically or by compatibility, apart from marks. Thread-safe.
 */

/* One step of the decomposition: of U+1EA5 (a, circumflex and acute) U+00E2, of U+24D0 (circled a)
 * and of U+00E2 the letter a. Returns false if the character has no decomposition, or one that is
 * not a single character with or without marks. The repertoire may be NULL. */
bool decomposition_base(const struct repertoire *repertoire, uint32_t code_point, uint32_t *base);

#endif
