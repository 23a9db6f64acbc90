#ifndef CHARFINDER_INDEX_SEARCH_GRAMMAR_H
#define CHARFINDER_INDEX_SEARCH_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

#include "index/search/query.h"

/*
 * The text of a query into groups, all of which must hold; a group holds where any of its clauses
 * does, or, where it is negated, where none does.
 *
 *     query       = *separator [ group *( 1*separator group ) ] *separator
 *     separator   = white space / ","
 *     group       = ["-"] clause *( bar clause )
 *     bar         = *white-space "|" *white-space
 *     clause      = [field ":"] ( phrase / beginning / words )
 *                 / property ":" value
 *                 / code-point / range / text
 *     field       = "name" / "alias" / "keyword" / "definition"         ; in any case
 *     phrase      = DQUOTE words DQUOTE         ; whole words next to each other, in this order
 *     beginning   = words "*"                   ; the last one is the beginning of a word
 *     words       = what has a word in it (index/unicode/words.h)
 *     property    = "block" / "script" / "category" / "age" / "emoji" / "plane"
 *                                               ; or another of their names, loosely matched
 *     value       = a name from PropertyValueAliases.txt, loosely matched   ; block, script,
 *                                               ; category (groups such as S as well), age
 *                 / [">=" / ">" / "<=" / "<" / "="] number ["." number]     ; age
 *                 / number                      ; plane, 0 to 16
 *                 / "yes" / "no"                ; emoji; "y", "n", "true", "false" as well
 *                 / DQUOTE value DQUOTE         ; needed where it has white space, "," or "|"
 *     code-point  = "U+2600" / "0x2600" / "\u2600" / "\U0001F600" / "\u{1F600}" / "\xE9"
 *                 / "&#9728;" / "&#x2600;" / "&starf;"          ; HTML's named characters
 *                                               ; several escapes or references in a row are text
 *     range       = code-point ".." code-point  ; the first one is not greater
 *     text        = what has no word in it: pasted characters. Neighbouring groups of such text
 *                   alone are one
 *
 * A clause ends before a separator or a bar; phrases and values in quotation marks hold both.
 *
 * Words alone (without "-", bars and a field) are each a group of its own, and so is the beginning
 * behind them: euro-curr* is the word euro and what begins with curr. Otherwise several words
 * are a phrase, as in -euro-currency, and only one can be a beginning. A letter with marks that
 * have no code point together is a group of two clauses: the word, or the text that was pasted.
 *
 * Punctuation is what somebody pasted, as long as it is nothing else:
 *   "-"     negates where a clause follows at once that is more than ASCII punctuation; so - and ->
 *           are text.
 *   "|"     is text where the whole query is ASCII punctuation.
 *   DQUOTE  is text where nothing follows it, and within text.
 *   "*"     is text where there is no word.
 *   ":"     makes a key of letters and low lines before it where a field or a property has that
 *           name; an unknown one with a word, DQUOTE, "<", ">" or "=" directly behind is an error;
 *           else it is punctuation among words (12:30, http://x, keycap: #).
 *
 * The parser knows no index: whether a word exists is the search's business.
 */

/* Parses the text. Returns false, with the error filled, when it is not a query: not valid
 * UTF-8, longer than QUERY_MAX_SIZE, or at odds with the grammar. */
bool query_parse(struct query *query, const char *text, size_t size, struct query_error *error);

#endif
