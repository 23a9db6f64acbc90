/*
 * A program of the build, which is not installed. It writes the names of scripts in a language as messages, in the
 * format of static/messages/, a line each and no comma after the last one:
 *
 *     "script.old-italic": "Altitalisch"
 *
 * script_messages.cmake puts them into the table of the language. So neither the daemon nor the page needs names
 * of CLDR when it runs.
 */

#include <stdio.h>

#include "index/base/ascii.h"
#include "index/base/buffer.h"
#include "index/base/json_text.h"
#include "index/text/script_name.h"

static bool append(void *context, struct slice value, struct slice name)
{
    struct buffer *out = context;

    buffer_append_text(out, out->size > 0 ? ",\n    \"script." : "    \"script.");
    for (size_t i = 0; i < value.size; i++) {
        const char lower = ascii_lower(value.bytes[i]);

        buffer_append(out, lower == ' ' ? "-" : &lower, 1);
    }
    buffer_append_text(out, "\": ");
    json_text_append(out, name);
    return true;
}

int main(int argc, char **argv)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    if (argc != 2 || script_visit_names(argv[1], append, &out) < 0 || out.failed) {
        (void)fputs("Usage: script-messages LANGUAGE\n", stderr);
        return 1;
    }
    written =
        fwrite(out.bytes ? out.bytes : "", 1, out.size, stdout) == out.size && fflush(stdout) == 0;
    buffer_release(&out);
    return written ? 0 : 1;
}
