/*
 * One table of what a terminal obeys, for every place that writes to one: rows, the log, messages. A
 * backslash is not escaped, so that text that the caller has quoted is not escaped twice.
 */

#include "index/base/terminal.h"

#include <stdio.h>
#include <string.h>

#include "index/base/utf8.h"

static const struct range {
    uint32_t first, last;
} obeyed[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},     {0x61C, 0x61C},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, TERMINAL_LAST},
};

bool terminal_obeys(uint32_t first, uint32_t last)
{
    for (size_t i = 0; i < sizeof obeyed / sizeof *obeyed; i++)
        if (first <= obeyed[i].last && last >= obeyed[i].first)
            return true;
    return false;
}

const char *terminal_escape(char out[static TERMINAL_ESCAPE_SIZE], uint32_t code)
{
    switch (code) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        (void)snprintf(out, TERMINAL_ESCAPE_SIZE, code > 0xFF ? "\\u%04x" : "\\x%02x",
                       code & 0xFFFF);
        return out;
    }
}

const char *terminal_next(const char *text, size_t text_size, size_t *at,
                          char out[static TERMINAL_ESCAPE_SIZE], size_t *size)
{
    const size_t begin = *at;
    const int32_t code_point = utf8_next(text, text_size, at);
    const char *piece = text + begin;

    *size = *at - begin;
    if (code_point < 0) /* invalid UTF-8: escape the byte */
        piece = terminal_escape(out, (unsigned char)text[begin]);
    else if (terminal_obeys((uint32_t)code_point, (uint32_t)code_point))
        piece = terminal_escape(out, (uint32_t)code_point);
    if (piece != text + begin)
        *size = strlen(piece);
    return piece;
}
