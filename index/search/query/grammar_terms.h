#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_TERMS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_TERMS_H

#include "index/search/query/parse.h"

/* Adds each word of the span as a clause and a group of its own; the last one as a prefix, if the
 * span ends with it. The "*" of the prefix is after the span. The group of the last one stays open.
 * Never returns PARSE_NO_MATCH. */
enum parse_result grammar_terms(struct parse *parse, struct span span, enum query_field field,
                                bool prefix);

#endif
