#ifndef CHARFINDER_INDEX_CLI_TERMINAL_H
#define CHARFINDER_INDEX_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/cli/options.h"

/*
 * What standard output is, and text for it: styles, and cells.
 */

struct terminal {
    bool is;      /* standard output is a terminal */
    bool columns; /* rows are for the eye: it is one, or --color always */
    bool colour;  /* styles are wanted */
    size_t width; /* in cells; 0: lines have no end */
};

/* Finds out, with the environment's NO_COLOR, TERM and COLUMNS. */
struct terminal terminal_find(enum color color);

enum terminal_style {
    TERMINAL_PLAIN,
    TERMINAL_BOLD,  /* what matched */
    TERMINAL_DIM,   /* what is said about the rows */
    TERMINAL_GLYPH, /* the character */
};

/* Appends the text in that style, if styles are wanted. It must be safe for a terminal. */
void terminal_append(struct buffer *out, const struct terminal *terminal, enum terminal_style style,
                     struct slice text);

/* Appends as many spaces. */
void terminal_pad(struct buffer *out, size_t cells);

#endif
