#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_ITEM_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_ITEM_H

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "server/answers/json/json_tree.h"

/*
 * What the page of a character says of the others that it names. The reader is in a list of the API's document,
 * whose elements are objects of characters or sequences, or notations of code points. Nothing is appended for
 * what is neither. Thread-safe.
 */

void item_append_link(struct buffer *out, const struct json_reader *reader); /* U+1F1E8+1F1ED */
void item_append_glyph(struct buffer *out, const struct json_reader *reader,
                       const struct charindex *index);
void item_append_notation(struct buffer *out, const struct json_reader *reader);

/* The name that the element has, or else that of its code point; the index may be NULL: then a label. */
void item_append_name(struct buffer *out, const struct json_reader *reader,
                      const struct charindex *index);

/* The same of any code points: the glyph only if it may stand in the page. */
void points_append_glyph(struct buffer *out, const struct repertoire *repertoire,
                         const uint32_t *points, size_t count);
void points_append_notation(struct buffer *out, const uint32_t *points, size_t count);

#endif
