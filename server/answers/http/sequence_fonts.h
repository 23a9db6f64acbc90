#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_SEQUENCE_FONTS_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_SEQUENCE_FONTS_H

#include "index/base/buffer.h"
#include "server/answers/http/base/exchange.h"

/*
 * Fonts for sequences: flags, families, marks on ◌. Their characters are in several slices, or in one of a size
 * that browsers should not load, and a browser draws a sequence by one font only. So each has a slice of its own, in a
 * family of its own: "charfinder-1f1e8-1f1ed".
 */

enum { SEQUENCE_FONTS_MAX = 64 }; /* of one style sheet */

/* Appends the rules for sequences, "1f1e8-1f1ed,25cc-301". *whole becomes false if one will be made soon. Returns false
 * if it is not such a list. What is not a sequence of the index, a mark on ◌, or a character with U+FE0F has no rule. */
bool sequence_fonts_append_css(const struct exchange *exchange, struct slice list,
                               struct buffer *out, bool *whole);

/* Answers for a slice at the address that such a rule has: "s-1f1e8-1f1ed-DIGEST.woff2", without ".woff2". Leaves 404
 * if it is none. */
void sequence_fonts_answer(const struct exchange *exchange, struct slice name);

/* Does the name of a slice look like one of a sequence? */
bool sequence_fonts_named(struct slice name);

#endif
