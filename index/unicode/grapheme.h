#ifndef CHARFINDER_INDEX_UNICODE_GRAPHEME_H
#define CHARFINDER_INDEX_UNICODE_GRAPHEME_H

#include <stddef.h>

/*
 * Where the characters that a reader sees begin and end in a text: extended grapheme clusters
 * (Unicode Standard Annex #29), by ICU's rules.
 */

struct graphemes;

/* Opens a walk through the text, which is borrowed until graphemes_free(). Bytes that are not
 * UTF-8 are clusters like any other character that is unknown. Returns NULL when memory ran
 * out. */
struct graphemes *graphemes_new(const char *text, size_t size);
void graphemes_free(struct graphemes *graphemes); /* NULL is allowed */

/* The end, in bytes of the text, of the next cluster, which begins where the last one ended. 0:
 * there is none left. */
size_t graphemes_next(struct graphemes *graphemes);

#endif
