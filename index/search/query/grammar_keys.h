#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_KEYS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_KEYS_H

#include "index/search/query/parse.h"

/* Parses a clause with a key: a field (name:cat) or a property (block:arrows). */
enum parse_result grammar_key(struct parse *parse);

#endif
