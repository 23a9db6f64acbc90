#ifndef CHARFINDER_INDEX_TEXT_WIDTH_H
#define CHARFINDER_INDEX_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/unicode/repertoire.h"

/*
 * How many cells of a terminal a text takes: by East Asian Width (UAX #11, ambiguous is narrow), and
 * for emoji by their presentation (UTS #51). Terminals differ where they are older than a
 * character. The repertoire may be NULL. Thread-safe.
 */

/* 0: it is drawn in the cell of the character before it, or not at all; 1; or 2. */
unsigned width_of_point(const struct repertoire *repertoire, uint32_t code_point);

/* The cells of one grapheme cluster: of its widest code point, and 2 where U+FE0F asks for an emoji.
 * The text must be valid UTF-8. */
unsigned width_of_cluster(const struct repertoire *repertoire, const char *text, size_t size);

/* The cells of a text, valid UTF-8, cluster by cluster. Returns 0 where memory ran out. */
size_t width_of_text(const struct repertoire *repertoire, const char *text, size_t size);

/* Is it a mark, which joins the character before it (general categories Mn, Mc, Me)? */
bool width_is_mark(const struct repertoire *repertoire, uint32_t code_point);

#endif
