#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_PATTERNS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_PATTERNS_H

#include "index/search/query/parse.h"

/* Clauses of words with wildcards: "*" stands for any code points, "?" for one. */

/* Has the span a wildcard other than the "*" of a single prefix at its end? */
bool grammar_has_patterns(const struct cursor *cursor, struct span span);
/* Parses a span that has. Never returns PARSE_NO_MATCH. */
enum parse_result grammar_patterns(struct parse *parse, struct span span, enum query_field field);

#endif
