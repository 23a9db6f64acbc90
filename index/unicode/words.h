#ifndef CHARFINDER_INDEX_UNICODE_WORDS_H
#define CHARFINDER_INDEX_UNICODE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Text into words, for everything that is indexed and for queries alike, so that the two cannot
 * disagree. The text must be valid UTF-8.
 *
 * A word is what the regular expression \w+ of Python matches: letters, anything with a numeric
 * value, and the low line; so EURO-CURRENCY is the words "euro" and "currency". Combining marks
 * (and the two join controls) behind a letter belong to its word, but begin none: words of Indic
 * scripts hold together.
 *
 * A word comes folded:
 *   ASCII           in lower case;
 *   one letter      outside ASCII, with its marks if it has any, keeps itself but for simple case
 *                   folding: é is no e, ² no 2, and people paste such letters to look them up;
 *   several         NFKC_Casefold (Unicode, section 3.13), then diacritics off (été is ete), the
 *                   letters of Latin that have no decomposition as ICU's Latin-ASCII writes them
 *                   (ø is o, æ is ae), and what then is neither letter nor mark left out.
 *
 * Folded words are in NFC: canonically equivalent texts have the same words, and a Hangul syllable
 * is one code point, so that beginnings of words are looked for by syllable. Marks that are no
 * diacritics stay: without them か and が, or the vowels of Indic scripts, would be the same.
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
    uint32_t first;             /* its first code point, composed (NFC) but unfolded */
    size_t length;              /* in code points of NFC, without join controls and selectors */
    size_t letters;             /* those that are no marks; 1: a single letter */
};

void words_init(struct words *words, const char *text, size_t size);

/* The next word, or false at the end of the text. Of one too long, `first`, `length` and `letters`
 * tell only that it is no single letter. */
bool words_next(struct words *words, struct word *word);

/* The same, folded as the beginning of longer words: é is e. */
bool words_next_beginning(struct words *words, struct word *word);

/* Only where the next word is: its bytes in the text. Folding is what costs. */
bool words_skip(struct words *words, size_t *begin, size_t *end);

/* Does the code point belong to words, wherever it stands? */
bool words_code_point(uint32_t code_point);

#endif
