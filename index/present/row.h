#ifndef CHARFINDER_INDEX_PRESENT_ROW_H
#define CHARFINDER_INDEX_PRESENT_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/file/line.h"
#include "index/search/search.h"

/*
 * One character or sequence of a result as it is shown: a line of text or a JSON object.
 *
 * Lines are stored in the index ready to send; JSON objects are put together from parts
 * that are. No other room writes either.
 */

/*
 *     ROW_BRIEF  {"char":"☀","name":"BLACK SUN WITH RAYS"}
 *
 *     ROW_FULL   {"char":"👍","codepoint":"U+1F44D","name":"THUMBS UP SIGN",
 *                 "category":"So","block":…,"script":…,"age":"6.0",
 *                 "variants":5,                       only of an emoji that has some
 *                 "match":"keyword",                  see explanation_kind_name()
 *                 "matched":{"text":"yes","ranges":[[0,3]]}}
 *                                                     not where the match is "code point"
 *
 * A sequence has "codepoints":["U+1F1E8","U+1F1ED"] in the place of "codepoint". Ranges count the
 * code points of the text, the second number being that behind the last.
 */
enum row_fields { ROW_BRIEF, ROW_FULL };

/* Copies whole lines ("U+0039\t9\tDIGIT NINE\r\n") of the next documents, at most `most` of
 * them, while they fit into the capacity. Returns the bytes written; *rows counts the lines.
 * 0 bytes: the end of the result, or not even one line fits (ROW_LINE_MAX always suffices). */
enum { ROW_LINE_MAX = LINE_MAX_SIZE };
size_t row_lines(struct search_cursor *cursor, uint32_t most, char *out, size_t capacity,
                 uint32_t *rows);

/* Appends one document of the search's result as a JSON object on one line, without a line end.
 * ROW_FULL explains the row at the expense of the budget's BUDGET_EXPLAIN; where that does not
 * suffice, or the row alone would take too much of it (explain.h), "match" and "matched" are left
 * out. ROW_BRIEF needs no budget: it may be NULL. */
void row_json(struct buffer *out, const struct search *search, uint32_t document,
              enum row_fields fields, struct budget *budget);

/* The same of some of the result's next documents, at least one and at most `most` (> 0), in brief
 * and with a comma before each: what a stream of 100,000 rows is made of. Returns how many; the
 * cursor must not be at the end. */
uint32_t row_briefs(struct buffer *out, struct search_cursor *cursor, uint32_t most);

/* "898 matches for 'digit'", "1 match for …", "No match for …"; no line end. */
void row_status(struct buffer *out, uint32_t total, const char *query, size_t size);

#endif
