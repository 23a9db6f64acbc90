#ifndef CHARFINDER_INDEX_SEARCH_QUERY_H
#define CHARFINDER_INDEX_SEARCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/words.h"

/*
 * The text of a query into clauses, all of which must hold.
 *
 *     query       = *separator [ clause *( 1*separator clause ) ] *separator
 *     separator   = white space / ","
 *     clause      = code-point / text / words
 *     code-point  = "U+2600" / "0x2600" / "\u2600" / "\U0001F600" / "\u{1F600}"
 *                 / "&#9728;" / "&#x2600;" / "&starf;"     ; HTML's named characters
 *     text        = what has no word in it: pasted characters; neighbours join into one clause
 *     words       = anything else, each of its words (index/words.h) a clause of its own
 *
 * Quotation marks, a leading "-", a final "*", "|", ".." and "key:" beside words are
 * reserved for clauses that this grammar does not have yet; they are an error with a
 * place, because reading them as ordinary punctuation would answer another question.
 *
 * The parser knows no index: whether a word exists is the search's business.
 */

enum {
    QUERY_MAX_SIZE = 1024,                  /* bytes of a query's text */
    QUERY_MAX_CLAUSES = QUERY_MAX_SIZE / 2, /* one-letter words with a space between */
    QUERY_MAX_POINTS = QUERY_MAX_SIZE,      /* code points of all pasted text together */
    QUERY_MAX_NAMED = 64,                   /* named characters: each costs an HTML parse, 2 µs */
    QUERY_FOLDED_SIZE = QUERY_MAX_SIZE * 2, /* folding may lengthen UTF-8: U+023A by half */
};

enum query_clause_kind {
    QUERY_WORD,       /* the characters whose name has this word */
    QUERY_CODE_POINT, /* that code point */
    QUERY_TEXT,       /* the characters of a pasted text, in its order */
};

struct query_clause {
    enum query_clause_kind kind;
    uint32_t begin, end; /* its bytes in the query's text */
    uint32_t first;      /* WORD: offset in folded; TEXT: index in points; CODE_POINT: itself */
    uint32_t size;       /* WORD: bytes in folded; TEXT: code points */
    int32_t letter;      /* WORD of a single letter outside ASCII: that letter; else -1 */
};

/* Plain data of about 20 KiB, owned by the caller; holds no pointer into the text. */
struct query {
    size_t count;
    size_t folded_size;
    size_t point_count;
    struct query_clause clauses[QUERY_MAX_CLAUSES];
    char folded[QUERY_FOLDED_SIZE];
    uint32_t points[QUERY_MAX_POINTS];
};

struct query_error {
    size_t column;     /* where, counted in code points from 1 */
    char message[224]; /* what was wrong there and what to send instead; one sentence */
};

/* Parses the text. Returns false, with the error filled, when it is not a query: not valid
 * UTF-8, longer than QUERY_MAX_SIZE, or at odds with the grammar. */
bool query_parse(struct query *query, const char *text, size_t size, struct query_error *error);

#endif
