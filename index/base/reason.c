/*
 * Explanations that travel up with an outcome. The module that meets the error writes the sentence,
 * because only it knows the details; the caller decides whether it becomes a line of the log, a
 * message on a terminal, or nothing.
 */

#include "index/base/reason.h"

#include <stdarg.h>
#include <stdio.h>

#include "index/base/utf8.h"

/* Part of a character at the end would make the whole text invalid UTF-8. */
static void drop_cut_character(char *text, size_t size)
{
    size_t begin = size;

    while (begin > 0 && utf8_continues(text[begin - 1]))
        begin--;
    if (begin > 0)
        begin--;
    if (begin < size && utf8_next(text, size, &(size_t){begin}) < 0)
        text[begin] = '\0';
}

void reason_set(struct reason *reason, const char *format, ...)
{
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(reason->text, sizeof reason->text, format, arguments);
    va_end(arguments);
    if (size >= (int)sizeof reason->text)
        drop_cut_character(reason->text, sizeof reason->text - 1);
}
