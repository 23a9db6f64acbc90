#ifndef CHARFINDER_INDEX_PRESENT_DISSECTION_H
#define CHARFINDER_INDEX_PRESENT_DISSECTION_H

#include <stdbool.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * Dissects a text into lines for a terminal:
 *
 *     🇨🇭<TAB>flag: Switzerland
 *       U+1F1E8<TAB>🇨<TAB>REGIONAL INDICATOR SYMBOL LETTER C<TAB>F0 9F 87 A8
 *       U+1F1ED<TAB>🇭<TAB>REGIONAL INDICATOR SYMBOL LETTER H<TAB>F0 9F 87 AD
 *
 * One line for each visible character (grapheme cluster), with its name if it has one, and below it
 * a line for each of its code points, all of which have a name or a label, with its bytes and, where
 * it is not drawn, a fifth field "invisible". Control characters are shown as their control pictures.
 * A byte that is not UTF-8 has a line of its own, "\xFF".
 */

/* A line to be. The strings live as long as the index and the item. */
struct dissection_item {
    bool is_cluster;
    struct slice text;               /* its bytes in the dissected text */
    int32_t code_point;              /* -1: the byte is not UTF-8. Not of a cluster */
    struct slice name;               /* or label; empty: a cluster without a name */
    bool invisible;                  /* the code point is not drawn */
    char label[CHARACTER_NAME_SIZE]; /* may hold the name */
};

struct dissection;

/* Begins to dissect a text, which is borrowed. Returns NULL if memory runs out. */
struct dissection *dissection_new(const struct charindex *index, struct slice text);
void dissection_free(struct dissection *dissection); /* NULL is allowed */

/* The next cluster, or the next code point of the cluster before. Returns false at the end. */
bool dissection_next(struct dissection *dissection, struct dissection_item *item);

/* Appends the line of an item with a LF at its end. */
void dissection_append_item(struct buffer *out, const struct dissection_item *item);

/* Appends all lines of a text. Sets out->failed if memory runs out. Thread-safe. */
void dissection_append(struct buffer *out, const struct charindex *index, struct slice text);

#endif
