#ifndef CHARFINDER_INDEX_SEARCH_NOTATION_H
#define CHARFINDER_INDEX_SEARCH_NOTATION_H

#include <stddef.h>
#include <stdint.h>

/*
 * Code points as people write them, and programs, and HTML: U+2600, 0x2600, \u2600, \U0001F600,
 * \u{1F600}, \xE9, &#9728;, &#x2600;, &starf;. Of those with a beginning and an end there may be
 * several in a row.
 */

enum notation {
    NOTATION_NONE,   /* something else */
    NOTATION_POINTS, /* one or more code points */
    NOTATION_WRONG,  /* begins like a code point, but is none: see the error */
    NOTATION_COSTLY, /* has more of HTML's names than may be looked up: the error says where */
};

struct notation_error {
    size_t at;           /* byte of the text */
    const char *message; /* static; what such a code point looks like */
};

/* Reads the whole text. `points` has room for half as many as the text has bytes; *names_left is
 * how many of HTML's names may still be looked up (each costs an HTML parse, 2 µs), and goes
 * down. */
enum notation notation_read(const char *text, size_t size, size_t *names_left, uint32_t *points,
                            size_t *count, struct notation_error *error);

#endif
