#ifndef CHARFINDER_INDEX_SEARCH_NOTATION_NOTATION_H
#define CHARFINDER_INDEX_SEARCH_NOTATION_NOTATION_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/search/notation/reader.h"

/*
 * Code points as Unicode, programs and documents write them: U+2600, \u2600, &starf;. All notations
 * are in one table (table.h), which the help texts use as well. Thread-safe.
 */

/* Parses the text, all of which must be in one notation; otherwise returns NOTATION_NO_MATCH.
 * `points` has space for size / 2 code points. *names_left is the number of HTML names that may
 * still be looked up (each costs an HTML parse, 2 µs); it is decremented. */
enum notation_result notation_read(const char *text, size_t size, size_t *names_left,
                                   uint32_t *points, size_t *count, struct notation_error *error);

/* Appends the examples of all notations, in the order of the table, separated by spaces. Before an
 * example that would end beyond `width` bytes it appends `newline` instead of the space. The first
 * line starts at byte `at`, later lines after the indentation in `newline`. */
void notation_append_examples(struct buffer *out, const char *newline, size_t at, size_t width);

#endif
