#ifndef CHARFINDER_INDEX_CLI_FORMAT_H
#define CHARFINDER_INDEX_CLI_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/present/fields.h"

/*
 * A line for each character, by the format of a person:
 *
 *     %(name)          the value of a column: a field of fields.h
 *     %(name l:20)     at least 20 cells wide, at the left; r: at the right, c: in the middle
 *     %(name l:auto)   as wide as the widest value of the result
 *     %(name l:20 t)   no wider either: the end is cut, and … stands for it
 *     %(dec r:7 f:0)   filled with 0 instead of spaces
 *     %%  \t  \n  \\   a percent sign, a tab, a new line, a backslash
 */

enum { FORMAT_PIECES_MAX = 64 };

struct format_piece {
    struct slice literal; /* text before the column, with its escapes; borrowed */
    bool has_column;
    size_t field;
    char alignment;    /* 'l', 'r', 'c'; '\0': none */
    bool automatic;    /* the width is that of the widest value */
    bool cut;          /* longer values are cut */
    size_t width;      /* in cells */
    struct slice fill; /* one cell */
};

struct format {
    struct format_piece pieces[FORMAT_PIECES_MAX];
    size_t count;
    bool automatic; /* some width is: format_measure() the rows first */
};

/* Parses a format, which is borrowed. Returns false after a message that says what is wrong. */
bool format_parse(struct format *format, const char *text);

/* Widens the automatic columns to the values of a row. */
void format_measure(struct format *format, struct fields_subject *subject);

/* Appends the line of a row with its line end. `safe`: it goes to a terminal, so "raw" is what "char"
 * is. */
void format_append(struct buffer *out, const struct format *format, struct fields_subject *subject,
                   bool safe);

/* Appends a row as a JSON object of the columns of the format, or of all fields (NULL). Values are
 * strings; those of all fields that are empty are left out. */
void format_append_json(struct buffer *out, const struct format *format,
                        struct fields_subject *subject);

#endif
