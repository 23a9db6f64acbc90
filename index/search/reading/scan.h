#ifndef CHARFINDER_INDEX_SEARCH_READING_SCAN_H
#define CHARFINDER_INDEX_SEARCH_READING_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/slice.h"

/*
 * Tools for readings that parse a text from left to right. What is read is taken from the front of
 * the slice; where the function returns false, the slice is unchanged. Thread-safe.
 */

/* Takes the prefix, which is given in lower case and matches in any. */
bool scan_take(struct slice *text, const char *prefix);
/* Takes white space and the bytes of `others`. Returns whether there were any. */
bool scan_take_any(struct slice *text, const char *others);

/* How many digits of this base (at most 16) the text begins with. */
size_t scan_digits(struct slice text, unsigned base);
/* Takes all digits at the front if they are at least `min` and at most `max`, and if the value is
 * at most 32 bits. */
bool scan_number(struct slice *text, unsigned base, size_t min, size_t max, uint32_t *value);

/* The text without the brackets or quotation marks around it, with what is before a quotation mark
 * in programs (u"…", b'…'), and without punctuation that ends a sentence; "(U+2603)." is "U+2603". */
struct slice scan_unwrap(struct slice text);

/* Does the query language itself read the text as code points (notation.h)? */
bool scan_is_notation(struct slice text);

#endif
