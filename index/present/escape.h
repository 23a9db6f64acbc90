#ifndef CHARFINDER_INDEX_PRESENT_ESCAPE_H
#define CHARFINDER_INDEX_PRESENT_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Escapes: how a code point is written in ASCII within text or string literals of a language.
 */

enum escape_language {
    ESCAPE_HTML,       /* &#9728; */
    ESCAPE_HTML_HEX,   /* &#x2600; */
    ESCAPE_CSS,        /* \002600: all six digits, so that any character may follow */
    ESCAPE_C,          /* \u2600, \U0001F600; octal bytes of UTF-8 where C forbids those */
    ESCAPE_PYTHON,     /* \u2600, \U0001F600 */
    ESCAPE_JAVASCRIPT, /* \u2600, \u{1F600} */
    ESCAPE_RUST,       /* \u{2600} */
    ESCAPE_JAVA,       /* \u2600, \uD83D\uDE00; \012 for what would end or change the literal */
    ESCAPE_GO,         /* \u2600, \U0001F600 */
    ESCAPE_URL,        /* %E2%98%80: the bytes of UTF-8 */
    ESCAPE_LANGUAGES,  /* number of languages */
};

enum { ESCAPE_SIZE = 16 }; /* bytes of the longest escape, with its NUL */

const char *escape_language_name(enum escape_language language); /* "html_hex" */

/* Writes the escape, NUL-terminated. Returns false if the language cannot escape the code point:
 * HTML reads &#128; as a euro sign, and most languages forbid surrogates. */
bool escape_write(enum escape_language language, uint32_t code_point, char out[static ESCAPE_SIZE]);

#endif
