#ifndef CHARFINDER_INDEX_SEARCH_CURSOR_H
#define CHARFINDER_INDEX_SEARCH_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/search/query.h"
#include "index/unicode/words.h"

/*
 * A query being read, for query.c alone. Places are bytes of the text. What looks ahead reads nothing;
 * what adds keeps within the tables of struct query, because all of them are as large as a text of
 * QUERY_MAX_SIZE can fill them: a clause takes at least one byte and what separates it from the
 * next one.
 */

enum form {
    FORM_DECLINED, /* not of this form: the next one may try */
    FORM_TAKEN,
    FORM_REFUSED, /* of this form, but wrong: the error is set */
};

struct cursor {
    struct query *query;
    struct query_error *error;
    const char *text;
    size_t size;
    size_t at;         /* up to here the text is read */
    size_t begin, end; /* the clause being read, without the "-" before it: bytes of the text */
    bool bars;         /* "|" stands between alternatives: the query is not punctuation alone */
    bool negated;      /* the group being read */
    bool alternatives; /* it has several clauses */
    bool pasted;       /* its last clause was pasted text */
    bool joins;        /* the group before it was pasted text and nothing else */
    size_t names_left; /* of HTML's named characters */
    size_t phrases;
};

/* Some bytes of the text. */
struct span {
    size_t begin, end;
};

/* Sets the error. Messages carry nothing of the client's own: they end up on terminals. */
__attribute__((format(printf, 3, 4))) enum form cursor_refuse(struct cursor *cursor, size_t at,
                                                              const char *format, ...);

/* What stands there. The text's end is a separator. */
bool cursor_at_separator(const struct cursor *cursor, size_t at);
bool cursor_at_bar(const struct cursor *cursor, size_t at); /* between alternatives */
bool cursor_at_word(const struct cursor *cursor, size_t at);
/* A quotation mark begins a phrase, unless it is the last thing of all. */
bool cursor_at_quotation(const struct cursor *cursor, size_t at);

/* Separators and ASCII punctuation alone? */
bool cursor_is_punctuation(const struct cursor *cursor, struct span span);
/* Behind the separators from here on, or only the white space. */
size_t cursor_behind_separators(const struct cursor *cursor, size_t at, bool comma);
/* Where the colon behind a key is: letters and low lines, directly followed by it. */
bool cursor_find_colon(const struct cursor *cursor, size_t begin, size_t *colon);
/* The end of the clause that begins here: at a separator or a bar that is not within quotation
 * marks. Without its closing mark a phrase is all that is left. */
size_t cursor_clause_end(const struct cursor *cursor, size_t at);

/* One more clause, of the group being read. */
struct query_clause *cursor_add_clause(struct cursor *cursor, enum query_clause_kind kind);
enum form cursor_add_points(struct cursor *cursor, const uint32_t *points, size_t count);
enum form cursor_add_text(struct cursor *cursor, struct span span);
enum form cursor_add_range(struct cursor *cursor, uint32_t low, uint32_t high);

/* Keeps folded bytes. False, with the error set, where there is no room; no text that ICU 72 folds
 * fills it. */
bool cursor_keep_folded(struct cursor *cursor, const char *bytes, size_t size, uint32_t *first);
/* One more word, found behind the text's byte `from`. */
bool cursor_add_word(struct cursor *cursor, const struct word *word, size_t from);

#endif
