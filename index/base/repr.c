/*
 * Python's repr() of a string, as Objects/unicodeobject.c (unicode_repr) defines it, because the
 * status lines of the book's server were written by it.
 */

#include "index/base/repr.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"

/* str.isprintable(): neither "Other" nor "Separator", except the space itself. */
static bool printable(int32_t code_point)
{
    if (code_point == ' ')
        return true;
    switch (u_charType(code_point)) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SPACE_SEPARATOR:
        return false;
    default:
        return true;
    }
}

static void append_escape(struct buffer *out, uint32_t code_point)
{
    if (code_point <= 0xFF)
        buffer_append_format(out, "\\x%02x", code_point);
    else if (code_point <= 0xFFFF)
        buffer_append_format(out, "\\u%04x", code_point);
    else
        buffer_append_format(out, "\\U%08x", code_point);
}

static void append_code_point(struct buffer *out, int32_t code_point, const char *bytes,
                              size_t size, char quote)
{
    switch (code_point) {
    case '\t':
        buffer_append_text(out, "\\t");
        return;
    case '\n':
        buffer_append_text(out, "\\n");
        return;
    case '\r':
        buffer_append_text(out, "\\r");
        return;
    case '\\':
        buffer_append_text(out, "\\\\");
        return;
    default:
        break;
    }
    if (code_point == quote)
        buffer_append_text(out, "\\");
    if (printable(code_point))
        buffer_append(out, bytes, size);
    else
        append_escape(out, (uint32_t)code_point);
}

void repr_append(struct buffer *out, const char *text, size_t size)
{
    bool has_single = memchr(text, '\'', size) != NULL;
    bool has_double = memchr(text, '"', size) != NULL;
    char quote = has_single && !has_double ? '"' : '\'';

    buffer_append(out, &quote, 1);
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        int32_t code_point = utf8_next(text, size, &at);

        if (code_point >= 0)
            append_code_point(out, code_point, text + begin, at - begin, quote);
        else /* invalid UTF-8: shown by its value */
            append_escape(out, (unsigned char)text[begin]);
    }
    buffer_append(out, &quote, 1);
}
