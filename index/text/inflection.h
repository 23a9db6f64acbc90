#ifndef CHARFINDER_INDEX_TEXT_INFLECTION_H
#define CHARFINDER_INDEX_TEXT_INFLECTION_H

#include <stddef.h>

/*
 * The forms of English words: drop, drops, dropped. By Snowball (libstemmer), and by a table of what no
 * rule finds (irregular.h). The stem is what the forms of a word have in common; it is not necessarily
 * a word.
 */

struct inflection;

/* Returns NULL when memory ran out. Not thread-safe. */
struct inflection *inflection_new(void);
void inflection_free(struct inflection *inflection); /* NULL is allowed */

enum { STEM_MAX_SIZE = 64 };

/* The stem of a folded word. Returns its bytes; 0 if the word is too long to have one. */
size_t inflection_stem(struct inflection *inflection, const char *word, size_t size,
                       char stem[static STEM_MAX_SIZE]);

/* The same for all words that stand for each other in English: regular and irregular forms, digits and
 * the word of the number. Returns 0 if the word does not have forms: too short, or not of the letters a
 * to z. */
size_t inflection_key(struct inflection *inflection, const char *word, size_t size,
                      char key[static STEM_MAX_SIZE]);

#endif
