#ifndef CHARFINDER_INDEX_PRESENT_EMOJI_H
#define CHARFINDER_INDEX_PRESENT_EMOJI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"

/*
 * The forms in which an emoji can be written. Thread-safe.
 */

/* Can what begins with this code point have other forms? Costs less than the two below. */
bool emoji_may_vary(uint32_t code_point);

/* The form that people mostly mean by a character with a text and an emoji presentation: "emoji", or "text"
 * where it was a sign of texts before there were emoji. NULL: it does not have both. The string is static. */
const char *emoji_presentation(const struct charindex *index, uint32_t document);

/* The one in which it is drawn by itself, "emoji" or "text"; NULL as above. The other one needs U+FE0F, or
 * U+FE0E for "text". */
const char *emoji_default_presentation(const struct charindex *index, uint32_t document);

/* Must U+FE0F follow it in the form that people mostly mean? */
bool emoji_takes_selector(const struct charindex *index, uint32_t document);

/* Writes the same with the medium skin tone, U+1F3FD, for all people: 👍🏽, 🧑🏽‍🤝‍🧑🏽. The other four tones can take
 * its place. Returns the number of code points; 0: the index has no such sequence. */
size_t emoji_toned(const struct charindex *index, uint32_t document,
                   uint32_t points[static SEQUENCE_MAX]);

#endif
