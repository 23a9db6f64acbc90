#ifndef CHARFINDER_INDEX_SOURCES_TABLES_TABLE_H
#define CHARFINDER_INDEX_SOURCES_TABLES_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/sources/records/source.h"

/*
 * The format of a table of names: a character, a kind and a name on each line, separated by tabs.
 * names.d/README.md describes it for those who write tables.
 *
 * The bytes are borrowed and not trusted. Slices point into them. Thread-safe.
 */

struct table {
    struct slice rest; /* not read yet */
    unsigned line;     /* number of the last line, from 1 */
};

enum {
    TABLE_NAME_MAX = 256, /* bytes of a name */
};

enum table_use {
    TABLE_NAME,     /* the name of a private-use character or of a sequence; else an alias */
    TABLE_TEXT,     /* a text of kind `text` */
    TABLE_SPELLING, /* a spelling of kind `spelling` */
};

struct table_line {
    uint32_t points[SEQUENCE_MAX];
    size_t count;
    enum table_use use;
    enum text_kind text; /* of TABLE_NAME, too */
    enum spelling_kind spelling;
    struct slice name; /* 1 to TABLE_NAME_MAX bytes of UTF-8 without control characters */
};

enum table_outcome {
    TABLE_END,
    TABLE_LINE, /* *line is a valid line */
    TABLE_BAD,  /* the line is not valid; the reason says why and what to write instead */
};

void table_open(struct table *table, const char *bytes, size_t size);

/* Reads the next line that is neither blank nor a comment. The reading can go on after a bad
 * line. */
enum table_outcome table_next(struct table *table, struct table_line *line, struct reason *reason);

#endif
