#ifndef CHARFINDER_INDEX_TEXT_GRAPHEME_H
#define CHARFINDER_INDEX_TEXT_GRAPHEME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The characters that a reader perceives in a text: extended grapheme clusters (Unicode Standard
 * Annex #29), by ICU's rules. Not thread-safe.
 */

struct graphemes;

/* Opens an iteration over the text, which is borrowed until graphemes_free(). Invalid UTF-8 is
 * treated like unknown characters. Returns NULL when memory ran out. */
struct graphemes *graphemes_new(const char *text, size_t size);
void graphemes_free(struct graphemes *graphemes); /* NULL is allowed */

/* The end of the next cluster, in bytes of the text; it begins where the last one ended. 0 at the
 * end of the text. */
size_t graphemes_next(struct graphemes *graphemes);

/* Finds the last cluster of a text that is not empty: *begin is where it begins. It costs about 4 µs,
 * and 20 µs where the cluster or a run of flags takes a KB. Returns false when memory ran out. */
bool grapheme_last(const char *text, size_t size, size_t *begin);

#endif
