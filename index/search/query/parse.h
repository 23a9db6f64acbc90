#ifndef CHARFINDER_INDEX_SEARCH_QUERY_PARSE_H
#define CHARFINDER_INDEX_SEARCH_QUERY_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/query/cursor.h"
#include "index/search/query/query.h"
#include "index/text/words.h"

/*
 * A parse in progress: the text, the query built so far, and the error. Private to the grammar.
 *
 * The functions that add to the query need not check for full tables, except for the folded bytes:
 * each table is large enough for any text of QUERY_MAX_SIZE bytes, because a clause takes at least
 * one byte, and so does the separator after it.
 */

enum parse_result {
    PARSE_NO_MATCH, /* not a clause of this kind: try the next kind */
    PARSE_OK,
    PARSE_ERROR, /* a clause of this kind, but malformed: the error is set */
};

struct parse {
    struct cursor cursor;
    const struct repertoire *repertoire; /* or NULL */
    struct query *query;
    struct query_error *error;
    struct span clause;  /* the clause being parsed, without the "-" before it */
    bool negated;        /* the group being parsed */
    bool alternatives;   /* this group has several clauses */
    bool ends_in_text;   /* the last clause of this group is pasted text */
    bool follows_text;   /* the previous group is pasted text, which may continue */
    size_t names_left;   /* HTML's named characters that may still be looked up */
    size_t phrases_left; /* phrases that the query may still have */
};

/* Sets the error, without a key and a closest name. Messages never quote the query: they end up on
 * terminals. */
__attribute__((format(printf, 4, 5))) enum parse_result
parse_fail(struct parse *parse, enum complaint complaint, size_t at, const char *format, ...);

/* Adds a clause to the group being parsed. */
struct query_clause *parse_add_clause(struct parse *parse, enum query_clause_kind kind);
enum parse_result parse_add_points(struct parse *parse, const uint32_t *points, size_t count);
enum parse_result parse_add_text(struct parse *parse, struct span span);
enum parse_result parse_add_range(struct parse *parse, uint32_t low, uint32_t high);

/* Copies bytes into query->folded. Returns false, with the error set, if they do not fit; what ICU
 * 72 folds always does. */
bool parse_add_folded(struct parse *parse, const char *bytes, size_t size, uint32_t *first);
/* Adds a word. Its begin and end count from byte `from` of the text. Returns false, with the error
 * set, if its folded bytes do not fit. */
bool parse_add_word(struct parse *parse, const struct word *word, size_t from);
/* The same for a word with wildcards, which is at this place. */
bool parse_add_pattern(struct parse *parse, const char *folded, size_t size, struct span span);

#endif
