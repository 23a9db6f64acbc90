#ifndef CHARFINDER_INDEX_TEXT_WORDS_H
#define CHARFINDER_INDEX_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Splits text into words, both of indexed texts and of queries, so that the two cannot disagree.
 * The text must be valid UTF-8.
 *
 * A word is what Python's regular expression \w+ matches: letters, anything with a numeric value,
 * and the underscore; so EURO-CURRENCY is the words "euro" and "currency". Combining marks (and the
 * two join controls) after a letter belong to its word, but do not begin one: words of Indic
 * scripts stay in one piece.
 *
 * A word is folded:
 *   ASCII           in lower case;
 *   one letter      outside ASCII, with its marks if it has any, by simple case folding only:
 *                   é is not e and ² is not 2, because people paste such letters to look them up;
 *   several         by NFKC_Casefold (Unicode, section 3.13); then diacritics are removed (été is
 *                   ete), Latin letters without a decomposition become what ICU's Latin-ASCII
 *                   writes (ø is o, æ is ae), and anything that is neither letter nor mark is
 *                   dropped.
 *
 * Folded words are in NFC: canonically equivalent texts have the same words, and a Hangul syllable
 * is one code point, so that prefixes are matched by syllable. Marks that are not diacritics stay:
 * without them か and が, or the vowels of Indic scripts, would be the same.
 */

enum {
    WORD_MAX_SIZE = 128, /* bytes of a folded word; the longest in Unicode 15 has 20 */
};

struct words {
    const char *text; /* borrowed */
    size_t size;
    size_t at; /* where the search for the next word starts */
};

struct word {
    char folded[WORD_MAX_SIZE]; /* not NUL-terminated */
    size_t size;                /* bytes of `folded`; 0 for a word too long to be a term */
    size_t begin, end;          /* the word's bytes in the text */
    uint32_t first;             /* its first code point, composed (NFC) but unfolded */
    size_t length;              /* in code points of NFC, without join controls and selectors */
    size_t letters;             /* those that are not marks; 1: a single letter */
};

void words_init(struct words *words, const char *text, size_t size);

/* The next word, or false at the end of the text. For a word that is too long, `first`, `length`
 * and `letters` only say that it is not a single letter. */
bool words_next(struct words *words, struct word *word);

/* The same, folded as a prefix of longer words: é is e. */
bool words_next_prefix(struct words *words, struct word *word);

/* Finds the next word without folding it, which is the expensive part: only its bytes in the text
 * are set. */
bool words_skip(struct words *words, size_t *begin, size_t *end);

/* Does the code point belong to words, in any context? */
bool words_code_point(uint32_t code_point);

#endif
