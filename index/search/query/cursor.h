#ifndef CHARFINDER_INDEX_SEARCH_QUERY_CURSOR_H
#define CHARFINDER_INDEX_SEARCH_QUERY_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The text of a query, and what is at a position in it. Positions are byte offsets, at most the
 * text's size. The functions only look ahead: the caller moves `at`. Thread-safe.
 */

struct cursor {
    const char *text; /* borrowed; valid UTF-8 */
    size_t size;
    size_t at;   /* the text is parsed up to here */
    bool has_or; /* "|" separates alternatives; false in a query of punctuation alone */
};

/* The bytes of the text from begin up to end. */
struct span {
    size_t begin, end;
};

/* What is at this position? The end of the text is a separator. */
bool cursor_at_separator(const struct cursor *cursor, size_t at);
bool cursor_at_or(const struct cursor *cursor, size_t at);   /* a "|" between alternatives */
bool cursor_at_word(const struct cursor *cursor, size_t at); /* a code point of words */
/* A quote that opens a phrase. A quote at the end of the text does not. */
bool cursor_at_quote(const struct cursor *cursor, size_t at);

/* The first position from here on that is not a separator, or not white space (stops at commas). */
size_t cursor_skip_separators(const struct cursor *cursor, size_t at);
size_t cursor_skip_space(const struct cursor *cursor, size_t at);

/* Finds the colon of a key. A key is ASCII letters, underscores, and digits except at its start,
 * with the colon directly after. */
bool cursor_find_colon(const struct cursor *cursor, size_t begin, size_t *colon);
/* The end of the clause that begins here: the first separator or "|" outside quotes. An
 * unterminated quote extends to the end of the text. */
size_t cursor_clause_end(const struct cursor *cursor, size_t begin);

/* Does the span consist of separators and ASCII punctuation only? */
bool cursor_is_punctuation(const struct cursor *cursor, struct span span);
bool cursor_has_word(const struct cursor *cursor, struct span span);
size_t cursor_count_words(const struct cursor *cursor, struct span span);

#endif
