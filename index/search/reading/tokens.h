#ifndef CHARFINDER_INDEX_SEARCH_READING_TOKENS_H
#define CHARFINDER_INDEX_SEARCH_READING_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * The words of a short text in plain language, for readings that look for phrases in it. Plain
 * data of about 500 bytes. Thread-safe.
 */

enum { TOKENS_MAX = 16, TOKENS_SIZE = 128 };

struct tokens {
    size_t count;
    struct slice list[TOKENS_MAX];     /* in lower case, of ASCII only; they borrow `text` */
    struct slice original[TOKENS_MAX]; /* as they were; they borrow the text that was split */
    char text[TOKENS_SIZE];
};

/* Splits at white space and at hyphens between letters. Returns false if the text has only one word,
 * is too long, or has punctuation, which plain language between words has not. */
bool tokens_split(struct tokens *tokens, struct slice text);

/* Finds the longest phrase that the tokens from `at` on begin with, in a table of `count` rows of
 * `row_size` bytes, each of which begins with a pointer to its phrase (char *, with single spaces).
 * The table is sorted by phrase. Returns how many tokens it takes, and sets *row; 0: none. */
size_t tokens_find(const struct tokens *tokens, size_t at, const void *table, size_t count,
                   size_t row_size, const void **row);

/* How many of the tokens from `at` on are these words (with single spaces); 0: they are not. */
size_t tokens_match(const struct tokens *tokens, size_t at, const char *words);

#endif
