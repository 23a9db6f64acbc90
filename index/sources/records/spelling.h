#ifndef CHARFINDER_INDEX_SOURCES_RECORDS_SPELLING_H
#define CHARFINDER_INDEX_SOURCES_RECORDS_SPELLING_H

#include "index/base/slice.h"
#include "index/sources/records/spelling_kinds.h"

/*
 * A spelling is an exact text that stands for a character and is looked up as a whole: "->", ":-)",
 * "\\to", "Greek_lambda". Its words, if it has any, are not searched. Thread-safe.
 */
enum spelling_kind {
#define SPELLING_ENUM(name, word, label) SPELLING_##name,
    SPELLINGS(SPELLING_ENUM)
#undef SPELLING_ENUM
        SPELLING_KINDS, /* how many there are */
};

/* The kind that tables of names call like this; SPELLING_KINDS if there is none. */
enum spelling_kind spelling_find(struct slice word);

const char *spelling_word(enum spelling_kind kind);  /* "ascii" */
const char *spelling_label(enum spelling_kind kind); /* "ASCII spelling" */

#endif
