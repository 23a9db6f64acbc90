/*
 * The languages that a client may request depend on the index now served, so a request is checked
 * when it is answered, not earlier. An error shows only the letters of an unknown language: it
 * comes from a client and may go to a terminal.
 */

#include "server/answers/language.h"

#include <string.h>

enum {
    LISTED_MAX = 12, /* languages that a message lists; more are only counted */
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
    if (charindex_sources(index)->language_count > LISTED_MAX)
        buffer_append_format(&known, "%zu languages", charindex_sources(index)->language_count);
    else
        language_append_all(&known, index);
    reason_set(reason,
               "unknown language '%s': the index has %.*s; send a comma-separated list of them, "
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

bool language_preference_read(const struct charindex *index, struct slice text,
                              struct preference *preference, struct reason *reason)
{
    char shown[LANGUAGE_SIZE];
    struct slice bad;

    if (preference_parse(index, text.bytes, text.size, preference, &bad))
        return true;
    shown_copy(shown, bad);
    reason_set(reason,
               "'%s' is not a language tag; send a comma-separated list of tags such as de-AT,fr, "
               "or all",
               shown);
    return false;
}
