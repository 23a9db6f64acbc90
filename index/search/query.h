#ifndef CHARFINDER_INDEX_SEARCH_QUERY_H
#define CHARFINDER_INDEX_SEARCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/property.h"
#include "index/words.h"

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
 *     words       = what has a word in it (index/words.h)
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

enum {
    QUERY_MAX_SIZE = 1024,                   /* bytes of a query's text */
    QUERY_MAX_CLAUSES = QUERY_MAX_SIZE / 2,  /* one-letter words with a space between */
    QUERY_MAX_POINTS = QUERY_MAX_SIZE,       /* code points of all pasted text together */
    QUERY_MAX_NAMED = 64,                    /* named characters: each costs an HTML parse, 2 µs */
    QUERY_MAX_PHRASES = 16,                  /* each is compared with the texts of all candidates */
    QUERY_FOLDED_SIZE = QUERY_MAX_SIZE * 10, /* folding lengthens U+FDFA so much: 3 bytes to 30 */
};

enum query_clause_kind {
    QUERY_WORD,       /* this word; in scope all also the words that begin with it */
    QUERY_PREFIX,     /* the words that begin so */
    QUERY_PHRASE,     /* these words next to each other */
    QUERY_CODE_POINT, /* that code point */
    QUERY_RANGE,      /* the code points from low to high */
    QUERY_TEXT,       /* the characters of a pasted text, in its order */
    QUERY_PROPERTY,   /* the characters with that property */
};

enum query_field { QUERY_ANYWHERE, QUERY_NAME, QUERY_ALIAS, QUERY_KEYWORD, QUERY_DEFINITION };

struct query_word {
    uint32_t first, size; /* its bytes in folded; size 0: too long to be any word */
    uint32_t begin, end;  /* its bytes in the query's text */
    int32_t letter;       /* of a WORD of any field (QUERY_ANYWHERE), where it is a single letter
                             outside ASCII: that letter; else -1 */
};

struct query_clause {
    enum query_clause_kind kind;
    enum query_field field; /* of WORD, PREFIX, PHRASE */
    bool negated;           /* the same in all clauses of a group */
    uint32_t group;         /* from 0; clauses of one group are neighbours */
    uint32_t begin, end;    /* its bytes in the query's text, without a "-" before it */
    uint32_t first, count;  /* WORD, PREFIX, PHRASE: in words; TEXT: in points; PROPERTY BLOCK,
                               SCRIPT, EMOJI: bytes of its value's name in folded */
    uint32_t low, high;     /* CODE_POINT: low; RANGE: both (PROPERTY plane becomes one);
                               AGE: versions, major << 8 | minor, 0 for "unassigned" */
    enum property property; /* of PROPERTY */
    uint32_t categories;    /* of PROPERTY CATEGORY: a set, as in property_categories_find() */
};

/* Plain data of about 50 KiB, owned by the caller; holds no pointer into the text. */
struct query {
    size_t count, word_count, point_count, folded_size;
    uint32_t group_count;
    struct query_clause clauses[QUERY_MAX_CLAUSES];
    struct query_word words[QUERY_MAX_CLAUSES];
    uint32_t points[QUERY_MAX_POINTS];
    char folded[QUERY_FOLDED_SIZE];
};

struct query_error {
    size_t column;     /* where, counted in code points from 1 */
    char message[224]; /* what was wrong there and what to send instead; one sentence, no stop */
};

/* Parses the text. Returns false, with the error filled, when it is not a query: not valid
 * UTF-8, longer than QUERY_MAX_SIZE, or at odds with the grammar. */
bool query_parse(struct query *query, const char *text, size_t size, struct query_error *error);

#endif
