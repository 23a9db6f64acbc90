#ifndef CHARFINDER_INDEX_PRESENT_DISSECTION_H
#define CHARFINDER_INDEX_PRESENT_DISSECTION_H

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * Dissects a text into lines for a terminal:
 *
 *     🇨🇭<TAB>flag: Switzerland
 *       U+1F1E8<TAB>🇨<TAB>REGIONAL INDICATOR SYMBOL LETTER C
 *       U+1F1ED<TAB>🇭<TAB>REGIONAL INDICATOR SYMBOL LETTER H
 *
 * One line for each visible character (grapheme cluster), with its name if it has one, and below it
 * a line for each of its code points, all of which have a name or a label. Control characters are
 * shown as their control pictures.
 */

/* Appends the lines, each with a LF at its end. The text must be valid UTF-8. Sets out->failed if
 * memory runs out. Thread-safe. */
void dissection_append(struct buffer *out, const struct charindex *index, struct slice text);

#endif
