#ifndef CHARFINDER_INDEX_PRESENT_DISSECTION_H
#define CHARFINDER_INDEX_PRESENT_DISSECTION_H

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * A text taken apart, as lines for a terminal:
 *
 *     🇨🇭<TAB>flag: Switzerland
 *       U+1F1E8<TAB>🇨<TAB>REGIONAL INDICATOR SYMBOL LETTER C
 *       U+1F1ED<TAB>🇭<TAB>REGIONAL INDICATOR SYMBOL LETTER H
 *
 * One line for each character that a reader sees (grapheme cluster), with its name where it has
 * one, and below it one for each of its code points, all of which have a name or a label. Control
 * characters are shown by their pictures.
 */

/* Appends the lines, each ended by LF. The text must be valid UTF-8. Where memory runs out the
 * buffer has failed. */
void dissection_append(struct buffer *out, const struct charindex *index, struct slice text);

#endif
