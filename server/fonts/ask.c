/*
 * A file that is not what was listed any more counts as refused.
 */

#include "server/fonts/ask.h"

#include <unistd.h>

#include "server/base/log.h"

int ask_program(struct helper *helper, const struct font_file *file,
                const struct wire_request *request, struct buffer *out, struct reason *reason)
{
    struct buffer reply = BUFFER_INIT;
    char letter = ASK_REFUSED;
    int font = folders_open(file), r;

    if (font < 0) {
        buffer_append(out, &letter, 1);
        return ASK_DONE;
    }
    r = helper_ask(helper, request, font, &reply, reason);
    (void)close(font);
    if (r == HELPER_OK)
        letter = ASK_TAKEN;
    if (r == HELPER_DIED) {
        letter = ASK_DEADLY;
        log_warning("%s cannot be read: it ends or stops the program that reads fonts; update or "
                    "remove it",
                    file->path);
    }
    if (r >= 0 && r != HELPER_STOPPED) {
        buffer_append(out, &letter, 1);
        buffer_append(out, reply.bytes, reply.size);
    }
    buffer_release(&reply);
    return r < 0 ? r : r == HELPER_STOPPED ? ASK_STOPPED : ASK_DONE;
}
