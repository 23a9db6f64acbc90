#ifndef CHARFINDER_INDEX_SEARCH_QUERY_QUERY_H
#define CHARFINDER_INDEX_SEARCH_QUERY_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/query/complaint.h"
#include "index/unicode/property.h"

/*
 * A parsed query: clauses in groups, with their words and code points. Plain data. grammar.h has
 * the grammar and the meaning of its terms.
 */

enum {
    QUERY_MAX_SIZE = 1024,                   /* bytes of a query's text */
    QUERY_MAX_CLAUSES = QUERY_MAX_SIZE / 2,  /* one-letter words with a space between */
    QUERY_MAX_POINTS = QUERY_MAX_SIZE,       /* code points of all pasted text together */
    QUERY_MAX_NAMED = 64,                    /* named characters: each costs an HTML parse, 2 µs */
    QUERY_MAX_PHRASES = 16,                  /* each is compared with the texts of all candidates */
    QUERY_FOLDED_SIZE = QUERY_MAX_SIZE * 10, /* folding turns U+FDFA, 3 bytes, into 30 */
};

enum query_clause_kind {
    QUERY_WORD,       /* this word; in scope all also as a prefix */
    QUERY_PREFIX,     /* words with this prefix */
    QUERY_PATTERN,    /* words that match this one with wildcards: "*" and "?" among its bytes */
    QUERY_PHRASE,     /* these words next to each other */
    QUERY_CODE_POINT, /* one code point */
    QUERY_RANGE,      /* the code points from low to high */
    QUERY_TEXT,       /* the characters of a pasted text, in order */
    QUERY_PROPERTY,   /* the characters with that property */
    QUERY_RELATIVES,  /* the characters related to a code point */
};

enum query_relation {
    QUERY_LIKE, /* that look like it */
    QUERY_BASE, /* that decompose to it, and that it decomposes to */
};

enum query_field { QUERY_ANYWHERE, QUERY_NAME, QUERY_ALIAS, QUERY_KEYWORD, QUERY_DEFINITION };

struct query_word {
    uint32_t first, size; /* its bytes in folded; size 0: longer than any word */
    uint32_t begin, end;  /* its bytes in the query's text */
    int32_t letter;       /* for a WORD of QUERY_ANYWHERE that is a single letter or digit: its
                             code point, unfolded; else -1 */
};

struct query_clause {
    enum query_clause_kind kind;
    enum query_field field; /* of WORD, PREFIX, PATTERN, PHRASE */
    bool negated;           /* the same in all clauses of a group */
    uint32_t group;         /* from 0; clauses of one group are neighbours */
    uint32_t begin, end;    /* its bytes in the query's text, without a "-" before it */
    uint32_t first, count;  /* WORD, PREFIX, PATTERN, PHRASE: in words; TEXT: in points; PROPERTY of
                               NAMED or YES_NO values: bytes of the value's name in folded */
    enum query_relation relation; /* of RELATIVES */
    uint32_t low, high;     /* CODE_POINT and RELATIVES: low; RANGE: both; PROPERTY of VERSIONS:
                               those (version.h), 0 for "unassigned"; of NUMBERS: bits of
                               those (fraction.h) */
    enum property property; /* of PROPERTY */
    uint32_t categories;    /* PROPERTY of CATEGORIES: a set; see property_categories_find() */
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
    enum complaint complaint;
    size_t column;                     /* in code points, from 1 */
    const char *key;                   /* of a wrong value: static; NULL: another complaint */
    char closest[PROPERTY_VALUE_SIZE]; /* to an unknown key, or to a wrong value; "": none */
    char message[320]; /* what is wrong and what to do; ASCII, without a full stop */
};

#endif
