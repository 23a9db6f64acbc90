/*
 * Messages of the command line tool.
 */

#include "index/cli/complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/present/visible.h"

void complain(const char *format, ...)
{
    struct buffer message = BUFFER_INIT;
    va_list arguments;
    char *text;
    int size;

    va_start(arguments, format);
    size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size >= 0)
        visible_append(&message, text, (size_t)size);
    if (size < 0 || message.failed)
        (void)fputs("charfinder: out of memory\n", stderr);
    else
        (void)fprintf(stderr, "charfinder: %.*s\n", (int)message.size, message.bytes);
    if (size >= 0)
        free(text);
    buffer_release(&message);
}
