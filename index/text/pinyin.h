#ifndef CHARFINDER_INDEX_TEXT_PINYIN_H
#define CHARFINDER_INDEX_TEXT_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * Hanyu Pinyin: a syllable with a tone mark ("huǒ", "lǜ") taken apart into its letters and its
 * tone, so that it can be written in the ways in which people type it. Thread-safe.
 */

enum {
    PINYIN_MAX_SIZE = 24, /* bytes of a syllable's letters; the longest is "chuang" */
    PINYIN_NEUTRAL = 5,   /* the tone of a syllable without a mark */
};

struct pinyin {
    char letters[PINYIN_MAX_SIZE]; /* without the mark: "huo", "lü" */
    size_t size;
    unsigned tone; /* 1 to 5 */
};

/* A syllable in lower case and normalized (NFC). Returns false if the text is something else than letters
 * with at most one mark. */
bool pinyin_parse(struct slice syllable, struct pinyin *pinyin);

/* Writes the letters with another spelling of ü ("v", "u:"). Returns the size, or 0 if the syllable
 * has no ü or gets too long. */
size_t pinyin_respell(const struct pinyin *pinyin, const char *u, char out[static PINYIN_MAX_SIZE]);

#endif
