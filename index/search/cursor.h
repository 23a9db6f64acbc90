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

struct parser {
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
__attribute__((format(printf, 3, 4))) enum form parser_refuse(struct parser *parser, size_t at,
                                                              const char *format, ...);

/* What stands there. The text's end is a separator. */
bool parser_at_separator(const struct parser *parser, size_t at);
bool parser_at_bar(const struct parser *parser, size_t at); /* between alternatives */
bool parser_at_word(const struct parser *parser, size_t at);
/* A quotation mark begins a phrase, unless it is the last thing of all. */
bool parser_at_quotation(const struct parser *parser, size_t at);

/* Separators and ASCII punctuation alone? */
bool parser_is_punctuation(const struct parser *parser, struct span span);
/* Behind the separators from here on, or only the white space. */
size_t parser_behind_separators(const struct parser *parser, size_t at, bool comma);
/* Where the colon behind a key is: letters and low lines, directly followed by it. */
bool parser_find_colon(const struct parser *parser, size_t begin, size_t *colon);
/* The end of the clause that begins here: at a separator or a bar that is not within quotation
 * marks. Without its closing mark a phrase is all that is left. */
size_t parser_clause_end(const struct parser *parser, size_t at);

/* One more clause, of the group being read. */
struct query_clause *parser_add_clause(struct parser *parser, enum query_clause_kind kind);
enum form parser_add_points(struct parser *parser, const uint32_t *points, size_t count);
enum form parser_add_text(struct parser *parser, struct span span);
enum form parser_add_range(struct parser *parser, uint32_t low, uint32_t high);

/* Keeps folded bytes. False, with the error set, where there is no room; no text that ICU 72 folds
 * fills it. */
bool parser_keep_folded(struct parser *parser, const char *bytes, size_t size, uint32_t *first);
/* One more word, found behind the text's byte `from`. */
bool parser_add_word(struct parser *parser, const struct word *word, size_t from);

#endif
