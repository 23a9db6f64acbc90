#ifndef CHARFINDER_INDEX_TEXT_LANGUAGE_TAG_H
#define CHARFINDER_INDEX_TEXT_LANGUAGE_TAG_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Language tags as clients send them (BCP 47: "de-AT", "zh-Hant-TW") and as CLDR names its files
 * ("de_AT"), and how well a language that there is fits one that is asked for. Thread-safe.
 */

enum {
    LANGUAGE_TAG_LANGUAGE = 9, /* bytes of each subtag, with a NUL */
    LANGUAGE_TAG_SCRIPT = 5,
    LANGUAGE_TAG_REGION = 4,
};

struct language_tag {
    char language[LANGUAGE_TAG_LANGUAGE]; /* in lower case, current: "he" for "iw" */
    char script[LANGUAGE_TAG_SCRIPT];     /* "Hant", the likely one where the tag has none; "" */
    char region[LANGUAGE_TAG_REGION];     /* "TW", or the likely one; "" where none is known */
    bool regional;                        /* the region was in the tag */
};

/* Reads a tag; "_" stands for "-". Variants, extensions and private use do not count. Returns false
 * if the text cannot be a tag. */
bool language_tag_read(const char *text, size_t size, struct language_tag *tag);

enum language_fit {
    LANGUAGE_OTHER,
    LANGUAGE_RELATED, /* the same language of another region or in another script */
    LANGUAGE_SAME,    /* the same, or what CLDR has for several regions, this one among them */
};

/* Is the text, in valid UTF-8, written as the language of that name is, with letters that are not
 * Latin? Other characters do not count. */
bool language_writes(const char *name, size_t size, const char *text, size_t text_size);

/* How well `name`, a name of CLDR's of at most `size` bytes (the first NUL ends it), fits the tag. */
enum language_fit language_tag_fit(const struct language_tag *tag, const char *name, size_t size);

#endif
