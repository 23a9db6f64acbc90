#ifndef CHARFINDER_INDEX_CLI_INSPECT_H
#define CHARFINDER_INDEX_CLI_INSPECT_H

#include <stdio.h>

#include "index/cli/terminal.h"
#include "index/file/charindex.h"

/*
 * Takes a text apart for people: its characters, code points and bytes (present/dissection.h), then what
 * a reader cannot see (mixed scripts, bidi controls, invisible characters, bytes that are not UTF-8),
 * and its lengths. Prints on standard output.
 */

enum inspect_outcome {
    INSPECT_OK = 0,
    INSPECT_EMPTY = 1,  /* the text is empty */
    INSPECT_FAILED = 2, /* memory ran out or the input cannot be read: a message was printed */
};

enum inspect_outcome inspect_text(const struct charindex *index, const struct terminal *terminal,
                                  struct slice text);

/* The same for a stream, in bounded memory: lines of more than 64 KB are taken apart in pieces. */
enum inspect_outcome inspect_stream(const struct charindex *index, const struct terminal *terminal,
                                    FILE *in);

#endif
