/*
 * Which languages a client may ask for depends on the index that is served at that moment, so a
 * request is compared with it when it is answered and not before. What is shown of a wrong one are
 * letters only: it comes from a client and may go to a terminal.
 */

#include "server/answers/language.h"

#include <string.h>

enum {
    NAMED = 12, /* languages that a message names; of more it tells the number */
};

static bool byte_shown(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

static void shown_copy(char out[static LANGUAGE_SIZE], struct slice text)
{
    size_t size = 0;

    for (size_t i = 0; i < text.size && size < LANGUAGE_SIZE - 1; i++) {
        out[size] = text.bytes[i];
        if (!byte_shown(out[size]))
            out[size] = '?';
        size++;
    }
    out[size] = '\0';
}

void language_append_all(struct buffer *out, const struct charindex *index)
{
    const struct sources *sources = charindex_sources(index);

    for (size_t i = 0; i < sources->language_count; i++) {
        const char *separator = i + 1 == sources->language_count ? " and " : ", ";

        buffer_append_format(out, "%s%.*s", i > 0 ? separator : "", LANGUAGE_SIZE,
                             sources->languages[i]);
    }
}

static void refuse(const struct charindex *index, struct slice bad, struct reason *reason)
{
    char shown[LANGUAGE_SIZE];
    struct buffer known = BUFFER_INIT;

    shown_copy(shown, bad);
    if (charindex_sources(index)->language_count > NAMED)
        buffer_append_format(&known, "%zu others", charindex_sources(index)->language_count);
    else
        language_append_all(&known, index);
    reason_set(reason,
               "the index has no language '%s' but %.*s; send some of those, with commas between, "
               "or all",
               shown, (int)known.size, known.size > 0 ? known.bytes : "");
    buffer_release(&known);
}

bool language_set_read(const struct charindex *index, struct slice text,
                       struct languages *languages, struct reason *reason)
{
    struct slice bad;

    if (languages_parse(index, text.bytes, text.size, languages, &bad))
        return true;
    refuse(index, bad, reason);
    return false;
}
