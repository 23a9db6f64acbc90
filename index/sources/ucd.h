#ifndef CHARFINDER_INDEX_SOURCES_UCD_H
#define CHARFINDER_INDEX_SOURCES_UCD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/sources/source.h"

/*
 * The text files of the Unicode Character Database: lines of fields, comments after '#'.
 * Source: Unicode Standard Annex #44, section 4.2.
 *
 * Works on memory that is borrowed until the last line was read. Slices point into it.
 */

struct ucd {
    struct slice rest; /* not read yet */
    unsigned line;     /* number of the last one, from 1 */
};

/* Returns false, with a reason, if it is not a text file: not UTF-8, a NUL byte, or an end in the
 * middle of a line. */
bool ucd_open(struct ucd *ucd, const char *bytes, size_t size, struct reason *reason);

/* The next line, without its end. */
bool ucd_line(struct ucd *ucd, struct slice *line);
/* The next line that says something: neither blank nor a comment. */
bool ucd_data_line(struct ucd *ucd, struct slice *line);
/* Is the last line of the file the comment "EOF"? One that was cut off has none. */
bool ucd_is_whole(const char *bytes, size_t size, struct reason *reason);

/* Takes the text before the separator, or all of it where there is none, off the front; without
 * the white space around it. */
struct slice ucd_field(struct slice *rest, char separator);

/* Four to six hexadecimal digits that are a code point and no surrogate, and nothing else. */
bool ucd_code_point(struct slice text, uint32_t *code_point);
/* Code points with white space between. Returns how many, of which the first SEQUENCE_MAX are
 * stored, or 0 where it is something else. */
size_t ucd_code_points(struct slice text, uint32_t points[static SEQUENCE_MAX]);

struct slice ucd_trim(struct slice text); /* without spaces and tabs at its ends */

/* SOURCE_DAMAGED, with the line in the reason. */
int ucd_damaged(const struct ucd *ucd, const char *what, struct reason *reason);

#endif
