#ifndef CHARFINDER_INDEX_SEARCH_NOTATION_TABLE_H
#define CHARFINDER_INDEX_SEARCH_NOTATION_TABLE_H

#include "index/search/notation/reader.h"

/*
 * The table of notations, for notation.c and its test. To add a notation, write a module with the
 * function notation_read_NAME(), and add a row here.
 *
 *   name       of the notation, and of its module
 *   first      the bytes that a text in this notation may begin with
 *   examples   for the help texts, separated by spaces
 *
 * The first notation that matches wins.
 */
#define NOTATIONS(ROW)                                                                             \
    ROW(u_plus, "Uu", "U+2600")                                                                    \
    ROW(hexadecimal, "0", "0x2600")                                                                \
    ROW(escapes, "\\", "\\u2600")                                                                  \
    ROW(references, "&", "&#9728; &starf;")                                                        \
    ROW(caret, "^", "^M")

#define NOTATION_DECLARE(name, first, examples)                                                    \
    enum notation_result notation_read_##name(struct notation_reader *reader);
NOTATIONS(NOTATION_DECLARE)
#undef NOTATION_DECLARE

#endif
