#ifndef CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_H
#define CHARFINDER_INDEX_SEARCH_QUERY_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

#include "index/search/query/query.h"

/*
 * Parses the text of a query into groups, all of which must match. A group matches if any of its
 * clauses does, a negated group if none of them does.
 *
 *     query       = *separator [ group *( 1*separator group ) ] *separator
 *     separator   = white space / ","
 *     group       = ["-"] clause *( or clause )
 *     or          = *white-space "|" *white-space
 *     clause      = [field ":"] ( phrase / prefix / pattern / words )
 *                 / property ":" value
 *                 / code-point / range / text
 *     field       = "name" / "alias" / "keyword" / "definition"         ; in any case
 *     phrase      = DQUOTE words DQUOTE         ; these words next to each other, in this order
 *     prefix      = words "*"                   ; the last word is a prefix
 *     pattern     = words with "*" or "?" before or between their letters, or "*" after them
 *     words       = text with a word in it (index/text/words.h)
 *     property    = a key of index/unicode/property_table.h, or another name of that property,
 *                   loosely matched
 *     value       = a name from PropertyValueAliases.txt, loosely matched   ; NAMED; CATEGORIES,
 *                                               ; groups such as S as well; VERSIONS
 *                 / [">=" / ">" / "<=" / "<" / "="] number ["." number]     ; VERSIONS
 *                 / number                      ; PLANES, 0 to 16
 *                 / "yes" / "no"                ; YES_NO; "y", "n", "true", "false" as well
 *                 / DQUOTE value DQUOTE         ; required if it has white space, "," or "|"
 *     code-point  = any row of the table of notations (notation.h); what several escapes or
 *                   references in a row stand for is text
 *     range       = code-point ".." code-point  ; the first one is not greater
 *     text        = text with no word in it: pasted characters. Neighbouring groups of such text
 *                   alone are one
 *
 * A clause ends before a separator or "|". Quoted phrases and values may contain both.
 *
 * Words without "-", "|" and a field are a group each, and so are prefixes and patterns among them:
 * euro-curr* is the word euro and the prefix curr. Elsewhere several words are a phrase, as in
 * -euro-currency, and a prefix is a single word. A letter with combining marks that has no
 * precomposed code point is a group of two clauses: the word, or the pasted text.
 *
 * Punctuation is pasted text unless it has a meaning at its position:
 *   "-"     negates the clause directly after it if that has more than ASCII punctuation; so - and
 *           -> are text.
 *   "|"     is text if the whole query is ASCII punctuation.
 *   DQUOTE  is text at the end of the query, and within text.
 *   "*"     is text if there is no word, and separates words after ".", as in a regular expression.
 *   "?"     is a wildcard only if a word or a wildcard is directly after it.
 *   ":"     ends a key of letters and underscores if a field or a property has that name. An
 *           unknown key with a word, DQUOTE, "<", ">" or "=" directly after it is an error. Any
 *           other colon is punctuation among words (12:30, http://x, keycap: #).
 *
 * At least one group is not negated: a query of nothing but exclusions is an error.
 *
 * The grammar does not use an index: the search decides whether a word exists. Of the index it needs
 * the repertoire, for the names of values (NULL: those of ICU alone).
 */

/* The steps (budget.h) that a byte of the text takes at most: folding, word by word. */
enum { QUERY_BYTE_STEPS = 20 };

/* Parses the text. On success the query does not point into the text. Returns false, with *error
 * set, if the text is not valid UTF-8, is longer than QUERY_MAX_SIZE, or does not match the
 * grammar; then *query is unspecified. Thread-safe. */
bool query_parse(struct query *query, const struct repertoire *repertoire, const char *text,
                 size_t size, struct query_error *error);

#endif
