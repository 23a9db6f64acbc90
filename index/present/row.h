#ifndef CHARFINDER_INDEX_PRESENT_ROW_H
#define CHARFINDER_INDEX_PRESENT_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/file/line.h"
#include "index/present/row_cache.h"
#include "index/search/search.h"

/*
 * Formats one character or sequence of a result: as a line of text, or as a JSON object.
 *
 * The index stores lines ready to send, and parts of the JSON objects. No other module writes
 * either. Not thread-safe on one cursor or buffer.
 */

/*
 *     ROW_BRIEF  {"char":"☀","name":"BLACK SUN WITH RAYS"}
 *
 *     ROW_FULL   {"char":"👍","codepoint":"U+1F44D","name":"THUMBS UP SIGN",
 *                 "short_name":"thumbs up",       in the first preferred language, if it has one
 *                 "category":"So","block":…,"script":…,"age":"6.0",
 *                 "new":true,                         only if it is: charindex_is_new()
 *                 "variants":5,                       only if it has some
 *                 "match":"keyword",                  see explanation_kind_name()
 *                 "reading":"LaTeX",                  if a reading of the query found it
 *                 "matched":{"text":"yes","ranges":[[0,3]]}}
 *                                                     not where the match is "code point"
 *
 * A sequence has "codepoints":["U+1F1E8","U+1F1ED"] instead of "codepoint". Ranges are in code
 * points of the text; their second number is exclusive.
 */
enum row_fields { ROW_BRIEF, ROW_FULL };

/* The steps that rows take, besides what ROW_FULL takes to explain them: row_json() counts its own,
 * callers count those of row_lines() and row_briefs(). */
enum { ROW_LINE_STEPS = 10, ROW_BRIEF_STEPS = 10, ROW_FULL_STEPS = 150 };

/* Copies whole lines ("U+0039\t9\tDIGIT NINE\r\n") of the next documents, at most `limit`, as long
 * as they fit into the capacity. With `labels`, what found the document is a fourth field
 * unless the words of the query did: "U+2192\t→\tRIGHTWARDS ARROW\tLaTeX\r\n". Returns the number of bytes written; *rows is the number of lines.
 * 0 bytes: the end of the result, or the first line does not fit (ROW_LINE_MAX is always
 * enough). */
enum { ROW_LABEL_MAX = 64, ROW_LINE_MAX = LINE_MAX_SIZE + ROW_LABEL_MAX };
size_t row_lines(struct search_cursor *cursor, uint32_t limit, bool labels, char *out,
                 size_t capacity, uint32_t *rows);

/* Appends one document of the search's result as a JSON object on one line, without a line end.
 * ROW_FULL explains the row at the expense of the budget's BUDGET_PRESENT; where that does not
 * suffice, or the row alone would take too much of it (explain.h), "match" and "matched" are left
 * out. ROW_BRIEF needs no budget: it may be NULL. */
void row_json(struct buffer *out, const struct search *search, uint32_t document,
              enum row_fields fields, struct budget *budget);

/* The same as ROW_FULL, with a cache that fits the search (row_cache_fits()). */
void row_json_cached(struct buffer *out, struct row_cache *cache, const struct search *search,
                     uint32_t document, struct budget *budget);

/* Appends some of the next documents, at least one and at most `limit` (> 0), as ROW_BRIEF with a
 * comma before each: for streams of 100,000 rows. Returns their number. The cursor must not be at
 * the end. */
uint32_t row_briefs(struct buffer *out, struct search_cursor *cursor, uint32_t limit);

/* Appends "898 matches for 'digit'", "1 match for …" or "No match for …", without a line break. */
void row_status(struct buffer *out, uint32_t total, const char *query, size_t size);

#endif
