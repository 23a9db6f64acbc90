#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_POINTS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_POINTS_H

#include "index/search/query/parse.h"

/* Clauses of code points: U+2600, U+2600..U+26FF, and pasted text. Each parses a whole clause, or
 * returns PARSE_NO_MATCH or PARSE_ERROR. */

/* Reads the span as exactly one code point, in any notation; PARSE_NO_MATCH: it is not. */
enum parse_result grammar_point(struct parse *parse, struct span span, uint32_t *point);

enum parse_result grammar_range(struct parse *parse);
enum parse_result grammar_code_point(struct parse *parse);
enum parse_result grammar_text(struct parse *parse);

#endif
