#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_GLYPH_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/unicode/repertoire.h"

/*
 * The visible form of a character, the same as in static/text/glyph.js without preferences: a combining mark on a dotted circle, a
 * control character as its control picture (C1 has none: U+FFFD). Thread-safe.
 */

/* Appends the form of a character or sequence whose first code point has this category. */
void glyph_append(struct buffer *out, const uint32_t *points, size_t count, const char *category);

/* Appends the form of a document in which people mostly mean it: with U+FE0F where that is an emoji. */
void glyph_append_usual(struct buffer *out, const struct charindex *index, uint32_t document,
                        const char *category);

/* May it stand in a text as it is? Not what reorders or breaks the text around it, and what is not a
 * character: surrogates, noncharacters, unassigned code points. The repertoire is the index's, or NULL. */
bool glyph_is_safe(const struct repertoire *repertoire, const uint32_t *points, size_t count);

#endif
