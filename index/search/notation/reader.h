#ifndef CHARFINDER_INDEX_SEARCH_NOTATION_READER_H
#define CHARFINDER_INDEX_SEARCH_NOTATION_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The input and the output of a notation.
 */

enum notation_result {
    NOTATION_NO_MATCH, /* not this notation: try the next one */
    NOTATION_OK,       /* one or more code points */
    NOTATION_ERROR,    /* this notation, but malformed: the error is set */
};

struct notation_error {
    size_t at;           /* byte of the text */
    const char *message; /* static: what is wrong and what to do */
};

struct notation_reader {
    const char *text; /* at least one byte, one of the notation's `first` (table.h) */
    size_t size;
    size_t *names_left; /* of HTML's names; see notation_read() */
    uint32_t *points;   /* space for size / 2 */
    size_t count;       /* 0 at first */
    struct notation_error *error;
};

/* Sets the error. The message is static. Returns NOTATION_ERROR. */
enum notation_result notation_fail(struct notation_reader *reader, size_t at, const char *message);
/* Adds a code point. Returns NOTATION_OK. */
enum notation_result notation_add(struct notation_reader *reader, uint32_t point);

/* Parses digits of base 10 or 16. Returns false if there are none, if there are other bytes, or if
 * the number is greater than the last code point. */
bool notation_number(const char *digits, size_t size, unsigned base, uint32_t *value);

#endif
