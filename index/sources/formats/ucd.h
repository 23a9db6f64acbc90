#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_UCD_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_UCD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/sources/records/source.h"

/*
 * The text files of the Unicode Character Database: lines of fields, comments after '#'. Source:
 * Unicode Standard Annex #44, section 4.2.
 *
 * The bytes are borrowed until the last line has been read. Slices point into them.
 */

enum { UCD_VERSION_SIZE = 4 }; /* 15.1.0, and a zero */

struct ucd {
    struct slice rest; /* not read yet */
    unsigned line;     /* number of the last line, from 1 */
};

/* Returns false, with a reason, if the bytes are not a text file: not UTF-8, a NUL byte, or an end
 * in the middle of a line. */
bool ucd_open(struct ucd *ucd, const char *bytes, size_t size, struct reason *reason);

/* Does the same, and returns false for a truncated file too: ucd_is_complete(). */
bool ucd_open_complete(struct ucd *ucd, const char *bytes, size_t size, struct reason *reason);

/* The next line, without its end. */
bool ucd_line(struct ucd *ucd, struct slice *line);
/* The next line with content: neither blank nor a comment. */
bool ucd_data_line(struct ucd *ucd, struct slice *line);
/* The line without its comment. */
struct slice ucd_content(struct slice line);
/* Is the last line of the file the comment "EOF"? It is missing from a truncated file. */
bool ucd_is_complete(const char *bytes, size_t size, struct reason *reason);

/* The version in the first line, "# NameAliases-15.1.0.txt": false, and zeros, if it has none. */
bool ucd_version(const char *bytes, size_t size, uint8_t version[static UCD_VERSION_SIZE]);

/* The same of what a line of the first kilobyte states: "# Version: 15.1" or "# Used with Emoji Version 15.1",
 * as the files of emoji do, "# Unicode Version 15.1.0", as those of Unihan do, or "@@@\tThe Unicode Standard
 * 15.1.0", as NamesList.txt does. */
bool ucd_stated_version(const char *bytes, size_t size, uint8_t version[static UCD_VERSION_SIZE]);

/* Removes the text before the separator, or all of it if there is none, from the front. Returns it
 * without the white space around it. */
struct slice ucd_field(struct slice *rest, char separator);

/* Exactly four to six hexadecimal digits that are a code point other than a surrogate. */
bool ucd_code_point(struct slice text, uint32_t *code_point);
/* A code point or a range of them, "0041..005A", surrogates too. */
bool ucd_range(struct slice text, uint32_t *first, uint32_t *last);
/* Code points separated by white space. Returns how many, of which the first SEQUENCE_MAX are
 * stored, or 0 if the text is something else. */
size_t ucd_code_points(struct slice text, uint32_t points[static SEQUENCE_MAX]);

struct slice ucd_trim(struct slice text); /* without spaces and tabs at its ends */

/* Returns SOURCE_DAMAGED, with the line in the reason. */
int ucd_damaged(const struct ucd *ucd, const char *what, struct reason *reason);

#endif
