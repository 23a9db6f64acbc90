/*
 * Every message of the program goes through here, so that none can forget to escape.
 */

#include "index/cli/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/terminal.h"

void message_print(const char *format, ...)
{
    char escaped[TERMINAL_ESCAPE_SIZE];
    char *message;
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vasprintf(&message, format, arguments);
    va_end(arguments);
    if (size < 0) {
        (void)fputs("charfinder: out of memory\n", stderr);
        return;
    }
    (void)fputs("charfinder: ", stderr);
    for (size_t at = 0; at < (size_t)size;) {
        size_t piece_size;
        const char *piece = terminal_next(message, (size_t)size, &at, escaped, &piece_size);

        (void)fwrite(piece, 1, piece_size, stderr);
    }
    (void)fputc('\n', stderr);
    free(message);
}
