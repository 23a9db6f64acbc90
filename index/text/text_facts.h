#ifndef CHARFINDER_INDEX_TEXT_TEXT_FACTS_H
#define CHARFINDER_INDEX_TEXT_TEXT_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/unicode/repertoire.h"

/*
 * What ICU knows of a text as a whole: its lengths, its normalization forms, and its words that mix
 * scripts. The text must be valid UTF-8, of at most TEXT_FACTS_MAX bytes. Thread-safe.
 */

enum { TEXT_FACTS_MAX = 4096 };

struct text_facts {
    size_t graphemes, code_points, utf8, utf16; /* characters, code points, bytes, code units */
    bool nfc, nfd, nfkc, nfkd;                  /* is it in that form? */
};

/* Returns 0 or -ENOMEM. */
int text_facts_read(const char *text, size_t size, struct text_facts *facts);

struct text_span {
    size_t begin, end; /* bytes of the text */
};

/* The words whose letters belong to scripts that no language mixes ("pаypal" with a Cyrillic а):
 * Unicode Technical Standard #39, below highly restrictive. The repertoire, which may be NULL, knows letters
 * that ICU does not. Writes at most `limit` of them, and
 * their number to *count. Returns 0 or -ENOMEM. */
int text_facts_mixed(const struct repertoire *repertoire, const char *text, size_t size,
                     struct text_span *spans, size_t limit, size_t *count);

#endif
