#ifndef CHARFINDER_INDEX_SEARCH_READING_TABLE_H
#define CHARFINDER_INDEX_SEARCH_READING_TABLE_H

#include "index/search/reading/reader.h"

/*
 * The table of readings, for readings.c and its test. To add a reading, write a module with the
 * function reading_NAME(), and add a row here.
 *
 *   name    of the reading, and of its module
 *   label   what the answers call it
 *   first   the classes of bytes that a text may begin with
 *   place   where its characters stand in the result
 *
 * All readings of a text are answered, in the order of the table.
 */
enum reading_first {
    FIRST_DIGIT = 1,
    FIRST_LETTER = 2,      /* of ASCII */
    FIRST_PUNCTUATION = 4, /* the rest of ASCII */
    FIRST_OTHER = 8,       /* beyond ASCII */
    FIRST_ANY = 15,
};

#define READINGS(ROW)                                                                              \
    ROW(alt_codes, "Alt code", FIRST_LETTER, READING_FIRST)                                        \
    ROW(control_keys, "control key", FIRST_LETTER | FIRST_PUNCTUATION, READING_FIRST)              \
    ROW(escapes, "escape", FIRST_ANY, READING_FIRST)                                               \
    ROW(references, "HTML", FIRST_ANY, READING_FIRST)                                              \
    ROW(calls, "function call", FIRST_LETTER, READING_FIRST)                                       \
    ROW(latex_accent, "LaTeX", FIRST_PUNCTUATION, READING_FIRST)                                   \
    ROW(superscripts, "superscript", FIRST_PUNCTUATION | FIRST_LETTER | FIRST_DIGIT,               \
        READING_FIRST)                                                                             \
    ROW(spellings, "spelling", FIRST_ANY, READING_AMONG_EXACT)                                     \
    ROW(math_alphabet, "mathematical alphabet", FIRST_LETTER | FIRST_PUNCTUATION,                  \
        READING_AFTER_EXACT)                                                                       \
    ROW(shortcodes, "shortcode", FIRST_ANY, READING_AFTER_EXACT)                                   \
    ROW(bytes, "UTF-8 bytes", FIRST_ANY, READING_FIRST)                                            \
    ROW(code_points, "code point", FIRST_DIGIT | FIRST_LETTER | FIRST_PUNCTUATION,                 \
        READING_AFTER_EXACT)                                                                       \
    ROW(mentions, "code point", FIRST_ANY, READING_FIRST)                                          \
    ROW(mojibake, "misread UTF-8", FIRST_ANY, READING_FIRST)                                       \
    ROW(styles, "style", FIRST_ANY, READING_FIRST)                                                 \
    ROW(looks, "description", FIRST_ANY, READING_FIRST)                                            \
    ROW(hangul, "romanised Korean", FIRST_LETTER, READING_FIRST)                                   \
    ROW(relatives, "look-alike", FIRST_LETTER, READING_AFTER_EXACT)                                \
    ROW(ideographs, "meaning", FIRST_LETTER, READING_AFTER_EXACT)                                  \
    ROW(property, "property", FIRST_LETTER, READING_AFTER_EXACT)                                   \
    ROW(pasted, "pasted text", FIRST_ANY, READING_AFTER_EXACT)

#define READING_DECLARE(name, label, first, place) void reading_##name(struct reader *reader);
READINGS(READING_DECLARE)
#undef READING_DECLARE

#endif
