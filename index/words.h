#ifndef CHARFINDER_INDEX_WORDS_H
#define CHARFINDER_INDEX_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Text into words, for names and for queries alike, so that the two cannot disagree.
 *
 * A word is what the regular expression \w+ of Python matches: letters, anything with
 * a numeric value, and the low line. It comes case folded (ICU's simple folding), so
 * EURO-CURRENCY is the words "euro" and "currency". The text must be valid UTF-8.
 */

enum {
    WORD_MAX_SIZE = 128, /* bytes of a folded word; the longest in Unicode 15 has 20 */
};

struct words {
    const char *text; /* borrowed */
    size_t size;
    size_t at; /* where the next word is looked for */
};

struct word {
    char folded[WORD_MAX_SIZE]; /* no NUL */
    size_t size;                /* bytes of folded; 0 for a word too long to be any term */
    size_t begin, end;          /* the word's bytes in the text */
    uint32_t first;             /* its first code point, unfolded */
    size_t length;              /* in code points */
};

void words_init(struct words *words, const char *text, size_t size);

/* The next word, or false at the end of the text. */
bool words_next(struct words *words, struct word *word);

/* Does the code point belong to words? */
bool words_code_point(uint32_t code_point);

#endif
