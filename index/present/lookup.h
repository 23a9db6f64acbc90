#ifndef CHARFINDER_INDEX_PRESENT_LOOKUP_H
#define CHARFINDER_INDEX_PRESENT_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * Looks up a whole text: it must be one character of the index, or one of its sequences. U+FE0F,
 * which only selects the emoji presentation, is ignored among other code points: ❤️ is U+2764.
 * Thread-safe.
 */

/* Return false if the whole text is not in the index. */
bool lookup_points(const struct charindex *index, const uint32_t *points, size_t count,
                   uint32_t *document);
bool lookup_text(const struct charindex *index, const char *text, size_t size, uint32_t *document);

/* The name of that character or sequence, or the label of a single code point without a name. Empty
 * if the text is neither. The index may be NULL: then only single code points have labels. Valid as
 * long as the index and `label`, which may hold it. */
struct slice lookup_name(const struct charindex *index, const char *text, size_t size,
                         char label[static CHARACTER_NAME_SIZE]);

#endif
