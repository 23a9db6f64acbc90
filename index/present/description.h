#ifndef CHARFINDER_INDEX_PRESENT_DESCRIPTION_H
#define CHARFINDER_INDEX_PRESENT_DESCRIPTION_H

#include <stdint.h>

#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * All that is known of one code point, as character_describe(), with what the index knows beyond ICU:
 * its repertoire, and the names of newer characters. Thread-safe.
 */

/* The index may be NULL: ICU alone. The code point must not exceed CHARACTER_LAST. */
void description_read(const struct charindex *index, uint32_t code_point,
                      struct character *character);

#endif
