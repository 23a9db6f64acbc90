/*
 * Values in messages.
 */

#include "server/config/shown.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/repr.h"
#include "index/base/utf8.h"

void value_show(char shown[static VALUE_SHOWN], const char *text, size_t size)
{
    static const char mark[] = "…";
    size_t next = 0, end = 0;

    if (size < VALUE_SHOWN) {
        (void)snprintf(shown, VALUE_SHOWN, "%.*s", (int)size, text);
        return;
    }
    while (next <= VALUE_SHOWN - sizeof mark) {
        end = next;
        (void)utf8_next(text, size, &next);
    }
    (void)snprintf(shown, VALUE_SHOWN, "%.*s%s", (int)end, text, mark);
}

int value_show_quoted(char shown[static VALUE_SHOWN], const char *text)
{
    struct buffer quoted = BUFFER_INIT;

    repr_append(&quoted, text, strlen(text));
    if (quoted.failed)
        return -ENOMEM;
    value_show(shown, quoted.bytes, quoted.size);
    buffer_release(&quoted);
    return 0;
}
