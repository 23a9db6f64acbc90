#ifndef CHARFINDER_INDEX_SEARCH_GRAMMAR_WORDS_H
#define CHARFINDER_INDEX_SEARCH_GRAMMAR_WORDS_H

#include "index/search/parse.h"

/* Clauses of words: single ones, prefixes and phrases. */

/* Parses what the quotes that begin here enclose, as a phrase in that field. */
enum parse_result grammar_phrase(struct parse *parse, size_t begin, enum query_field field);
/* Parses the rest of the clause from here on as words, of which the last may be a prefix. There is
 * at least one. Never PARSE_NO_MATCH. */
enum parse_result grammar_words(struct parse *parse, size_t begin, enum query_field field);
/* Finds what the quotes that begin here enclose; they end the clause. Returns false, with the error
 * set, where they do not. */
bool grammar_unquote(struct parse *parse, size_t begin, struct span *inner);

#endif
