#ifndef CHARFINDER_INDEX_SEARCH_NOTATION_NOTATION_H
#define CHARFINDER_INDEX_SEARCH_NOTATION_NOTATION_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/search/notation/reader.h"

/*
 * Code points as Unicode, programs and documents write them: U+2600, \u2600, &starf;. All notations
 * are in one table (table.h), which the help texts read as well.
 */

/* Reads the text, all of which has to be in one notation; NOTATION_NO_MATCH where it is not.
 * `points` has space for half as many as the text has bytes. *names_left is how many of HTML's
 * names may still be looked up (each costs an HTML parse, 2 µs); it is decremented. */
enum notation_result notation_read(const char *text, size_t size, size_t *names_left,
                                   uint32_t *points, size_t *count, struct notation_error *error);

/* Appends the examples of all notations, in the order of the table and with a space between. Before
 * an example that would end beyond `width` bytes it appends `newline` instead of the space; the
 * first line begins at byte `at` of it, later ones after the indentation that `newline` has. */
void notation_append_examples(struct buffer *out, const char *newline, size_t at, size_t width);

#endif
