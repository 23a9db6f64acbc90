#ifndef CHARFINDER_INDEX_PRESENT_LOOKUP_H
#define CHARFINDER_INDEX_PRESENT_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * What a text is as a whole: one character of the index, or one of its sequences. U+FE0F, which
 * only asks for a coloured picture, does not count beside others: ❤️ is U+2764.
 */

bool lookup_points(const struct charindex *index, const uint32_t *points, size_t count,
                   uint32_t *document);
bool lookup_text(const struct charindex *index, const char *text, size_t size, uint32_t *document);

/* The name of that character or sequence; the label of a single code point that has none. Empty
 * where the text is neither. The index may be NULL: then only single code points are known. Lives as
 * long as the index and the label, which may hold it. */
struct slice lookup_name(const struct charindex *index, const char *text, size_t size,
                         char label[static CHARACTER_NAME_SIZE]);

#endif
