#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_WORDS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_WORDS_H

#include "index/search/query/parse.h"

/* Clauses of words: single ones, prefixes and phrases. */

/* Parses the quoted text that begins here as a phrase in that field. */
enum parse_result grammar_phrase(struct parse *parse, size_t begin, enum query_field field);
/* Parses the rest of the clause as words, of which the last may be a prefix, and any may have
 * wildcards. The rest has at least
 * one word. Never returns PARSE_NO_MATCH. */
enum parse_result grammar_words(struct parse *parse, size_t begin, enum query_field field);
/* Finds the span between the quotes that begin here. Returns false, with the error set, unless the
 * closing quote ends the clause. */
bool grammar_unquote(struct parse *parse, size_t begin, struct span *inner);

#endif
