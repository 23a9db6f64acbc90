#ifndef CHARFINDER_INDEX_SEARCH_PARSE_H
#define CHARFINDER_INDEX_SEARCH_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/cursor.h"
#include "index/search/query.h"
#include "index/unicode/words.h"

/*
 * A parse under way: the text, the query made of it so far, and the error. Private to the grammar.
 *
 * The functions that add to the query need not check its tables' ends, except that of the folded
 * bytes: each table is as large as a text of QUERY_MAX_SIZE can fill it, because a clause takes at
 * least one byte and so does what separates it from the next one.
 */

enum parse_result {
    PARSE_NO_MATCH, /* not a clause of this kind: try the next kind */
    PARSE_OK,
    PARSE_ERROR, /* a clause of this kind, but malformed: the error is set */
};

struct parse {
    struct cursor cursor;
    struct query *query;
    struct query_error *error;
    struct span clause;  /* the clause being parsed, without the "-" before it */
    bool negated;        /* the group being parsed */
    bool alternatives;   /* this group has several clauses */
    bool ends_in_text;   /* this group's last clause is pasted text */
    bool follows_text;   /* the group before consists of pasted text, which may go on */
    size_t names_left;   /* how many of HTML's named characters may still be looked up */
    size_t phrases_left; /* how many more phrases the query may have */
};

/* Sets the error. Messages never quote the query: they end up on terminals. */
__attribute__((format(printf, 3, 4))) enum parse_result parse_fail(struct parse *parse, size_t at,
                                                                   const char *format, ...);

/* Adds a clause to the group being parsed. */
struct query_clause *parse_add_clause(struct parse *parse, enum query_clause_kind kind);
enum parse_result parse_add_points(struct parse *parse, const uint32_t *points, size_t count);
enum parse_result parse_add_text(struct parse *parse, struct span span);
enum parse_result parse_add_range(struct parse *parse, uint32_t low, uint32_t high);

/* Copies bytes into the query's folded ones. Returns false, with the error set, where they do not
 * fit; whatever ICU 72 folds does. */
bool parse_add_folded(struct parse *parse, const char *bytes, size_t size, uint32_t *first);
/* Adds a word, which was found in the text from byte `from` on. */
bool parse_add_word(struct parse *parse, const struct word *word, size_t from);

#endif
