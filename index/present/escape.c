/*
 * Escapes, by each language's rules for what an escape may denote.
 *
 * A displayed escape can be pasted anywhere and means exactly this character. So widths are fixed
 * where a following digit could be read as part of the escape, and an escape is refused where the
 * language would silently substitute another character.
 */

#include "index/present/escape.h"

#include <assert.h>
#include <stdio.h>

#include "index/base/utf8.h"

const char *escape_language_name(enum escape_language language)
{
    switch (language) {
    case ESCAPE_HTML:
        return "html";
    case ESCAPE_HTML_HEX:
        return "html_hex";
    case ESCAPE_CSS:
        return "css";
    case ESCAPE_C:
        return "c";
    case ESCAPE_PYTHON:
        return "python";
    case ESCAPE_JAVASCRIPT:
        return "javascript";
    case ESCAPE_RUST:
        return "rust";
    case ESCAPE_JAVA:
        return "java";
    case ESCAPE_GO:
        return "go";
    case ESCAPE_URL:
        return "url";
    case ESCAPE_LANGUAGES:
        break;
    }
    assert(!"a language");
    return "";
}

static bool is_surrogate(uint32_t code_point)
{
    return code_point >= 0xD800 && code_point <= 0xDFFF;
}

/* HTML standard, "numeric character reference end state": U+0000 becomes U+FFFD, and 80 to 9F
 * are read as windows-1252. */
static bool html_can(uint32_t code_point)
{
    return code_point != 0 && !(code_point >= 0x80 && code_point <= 0x9F) &&
           !is_surrogate(code_point);
}

/* C11, 6.4.3: a universal character name must not denote a code point below U+00A0. */
static bool c_write(uint32_t code_point, char out[static ESCAPE_SIZE])
{
    char bytes[UTF8_MAX_SIZE];
    size_t size, end = 0;

    if (is_surrogate(code_point))
        return false;
    if (code_point >= 0xA0) {
        (void)snprintf(out, ESCAPE_SIZE, code_point > 0xFFFF ? "\\U%08X" : "\\u%04X",
                       (unsigned)code_point);
        return true;
    }
    size = utf8_write(bytes, code_point);
    for (size_t i = 0; i < size; i++)
        end += (size_t)snprintf(out + end, ESCAPE_SIZE - end, "\\%03o", (unsigned char)bytes[i]);
    return true;
}

/* Java SE, 3.3: \u is translated before anything else, so \u000A would end the line, \u0022 would
 * end the literal, and \u005C would start another escape. Octal escapes (3.10.7) are read within
 * the literal. */
static void java_write(uint32_t code_point, char out[static ESCAPE_SIZE])
{
    unsigned value = (unsigned)code_point, above = value - 0x10000;

    if (value == '\n' || value == '\r' || value == '"' || value == '\'' || value == '\\')
        (void)snprintf(out, ESCAPE_SIZE, "\\%03o", value);
    else if (value > 0xFFFF)
        (void)snprintf(out, ESCAPE_SIZE, "\\u%04X\\u%04X", 0xD800 + (above >> 10),
                       0xDC00 + (above & 0x3FF));
    else
        (void)snprintf(out, ESCAPE_SIZE, "\\u%04X", value);
}

/* RFC 3986, section 2.5. */
static bool url_write(uint32_t code_point, char out[static ESCAPE_SIZE])
{
    char bytes[UTF8_MAX_SIZE];
    size_t size, end = 0;

    if (is_surrogate(code_point))
        return false;
    size = utf8_write(bytes, code_point);
    for (size_t i = 0; i < size; i++)
        end += (size_t)snprintf(out + end, ESCAPE_SIZE - end, "%%%02X", (unsigned char)bytes[i]);
    return true;
}

bool escape_write(enum escape_language language, uint32_t code_point, char out[static ESCAPE_SIZE])
{
    unsigned value = (unsigned)code_point;

    switch (language) {
    case ESCAPE_HTML:
        (void)snprintf(out, ESCAPE_SIZE, "&#%u;", value);
        return html_can(code_point);
    case ESCAPE_HTML_HEX:
        (void)snprintf(out, ESCAPE_SIZE, "&#x%X;", value);
        return html_can(code_point);
    case ESCAPE_CSS:
        (void)snprintf(out, ESCAPE_SIZE, "\\%06X", value);
        return code_point != 0 && !is_surrogate(code_point);
    case ESCAPE_C:
        return c_write(code_point, out);
    case ESCAPE_PYTHON:
        (void)snprintf(out, ESCAPE_SIZE, value > 0xFFFF ? "\\U%08X" : "\\u%04X", value);
        return true;
    case ESCAPE_JAVASCRIPT:
        (void)snprintf(out, ESCAPE_SIZE, value > 0xFFFF ? "\\u{%X}" : "\\u%04X", value);
        return true;
    case ESCAPE_RUST:
        (void)snprintf(out, ESCAPE_SIZE, "\\u{%X}", value);
        return !is_surrogate(code_point);
    case ESCAPE_JAVA:
        java_write(code_point, out);
        return true;
    case ESCAPE_GO:
        (void)snprintf(out, ESCAPE_SIZE, value > 0xFFFF ? "\\U%08X" : "\\u%04X", value);
        return !is_surrogate(code_point);
    case ESCAPE_URL:
        return url_write(code_point, out);
    case ESCAPE_LANGUAGES:
        break;
    }
    assert(!"a language");
    return false;
}
