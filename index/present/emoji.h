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

/* The form that people mostly mean by a character that is drawn as text unless U+FE0F follows it:
 * "emoji", or "text" where it was a sign of texts before there were emoji. NULL: it does not have
 * both forms. The string is static. */
const char *emoji_presentation(const struct charindex *index, uint32_t document);

/* Writes the same with the medium skin tone, U+1F3FD, for all people: 👍🏽, 🧑🏽‍🤝‍🧑🏽. The other four tones can take
 * its place. Returns the number of code points; 0: the index has no such sequence. */
size_t emoji_toned(const struct charindex *index, uint32_t document,
                   uint32_t points[static SEQUENCE_MAX]);

#endif
