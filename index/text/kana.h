#ifndef CHARFINDER_INDEX_TEXT_KANA_H
#define CHARFINDER_INDEX_TEXT_KANA_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"

/*
 * Romanized Japanese in kana: "mizu" is みず and ミズ. Hepburn's romanization and the official one
 * are understood, long vowels as they are written in kana ("chuu", "tou"). Thread-safe.
 *
 * Not by ICU's transliterator, which reads "hune" as へぅね and "onna" as おっな.
 */

enum { KANA_MAX_SIZE = 192 }; /* bytes of a word in kana */

struct kana {
    size_t size; /* of each of the two */
    char hiragana[KANA_MAX_SIZE];
    char katakana[KANA_MAX_SIZE];
};

/* Writes the word with "fu" for "hu", as most people do. Returns its size, or 0 if it has no "hu", or is
 * longer than KANA_MAX_SIZE. */
size_t kana_hepburn(struct slice romanized, char out[static KANA_MAX_SIZE]);

/* A word in lower case. Returns false if it is not romanized Japanese, or too long. */
bool kana_of(struct slice romanized, struct kana *kana);

#endif
