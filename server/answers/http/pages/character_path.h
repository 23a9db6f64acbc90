#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PATH_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_CHARACTER_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * The code points that the last part of a path denotes. Thread-safe.
 *
 *     U+2764, u+2764, U+002764             one code point
 *     U+1F1E8+1F1ED, U+1F1E8+U+1F1ED       several; also with spaces instead of "+"
 *     ❤, 🇨🇭                                themselves
 */

enum { CHARACTER_PATH_MAX = 2 * SEQUENCE_MAX }; /* a sequence with U+FE0F after every character */

struct character_path {
    uint32_t points[CHARACTER_PATH_MAX]; /* of a notation, they may exceed U+10FFFF */
    size_t count;
};

/* Reads valid UTF-8. Returns false if it is empty, or is more than code points. */
bool character_path_read(struct slice text, struct character_path *path);

/* Does the text look like the name of a character's page? The notation does, and every text that could
 * be one character or sequence: a single code point, or several, not all of them in ASCII. */
bool character_path_is(struct slice text);

/* Appends the one path of these code points: "U+2764", "U+1F1E8+1F1ED". */
void character_path_append(struct buffer *out, const uint32_t *points, size_t count);

#endif
