#ifndef CHARFINDER_INDEX_BASE_TERMINAL_H
#define CHARFINDER_INDEX_BASE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What must never be sent to a terminal raw, because it is obeyed instead of shown: control
 * characters, bidi controls, and the separators of lines and paragraphs. Thread-safe.
 */

enum {
    TERMINAL_LAST = 0x2069, /* no code point above it is obeyed */
    TERMINAL_ESCAPE_SIZE = sizeof "\\u2028",
};

/* Returns whether a terminal obeys any code point from `first` to `last`. */
bool terminal_obeys(uint32_t first, uint32_t last);

/* Returns "\n", "\x1b" or "\u202e" for what is obeyed, and "\xff" for a byte that is not UTF-8: a
 * static string, or `out`. */
const char *terminal_escape(char out[static TERMINAL_ESCAPE_SIZE], uint32_t code);

/* Takes the next code point of a text. Returns its bytes, or its escape, in *size bytes: in the text, a
 * static string, or `out`. Advances *at, which is below text_size. */
const char *terminal_next(const char *text, size_t text_size, size_t *at,
                          char out[static TERMINAL_ESCAPE_SIZE], size_t *size);

#endif
