/*
 * application/x-www-form-urlencoded: what is not plain is a percent sign and two digits, a space is "+".
 */

#include "server/answers/http/pages/form.h"

#include <string.h>

void form_append(struct buffer *out, struct slice text)
{
    static const char plain[] =
        "*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    for (size_t i = 0; i < text.size; i++) {
        const char byte = text.bytes[i];

        if (byte == ' ')
            buffer_append_text(out, "+");
        else if (memchr(plain, byte, sizeof plain - 1))
            buffer_append(out, &byte, 1);
        else
            buffer_append_format(out, "%%%02X", (unsigned)(unsigned char)byte);
    }
}
