/*
 * The languages that a client may request depend on the index now served, so a request is checked
 * when it is answered, not earlier. An error shows only the letters of an unknown language: it
 * comes from a client and may go to a terminal.
 */

#include "server/answers/language.h"

#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/text/language_tag.h"

enum {
    LISTED_MAX = 12, /* languages that a message lists; more are only counted */
};

static bool byte_shown(char byte)
{
    return ascii_is_alphanumeric(byte) || byte == '_' || byte == '-';
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

/* Languages while they are listed. */
struct list {
    char *text; /* of LANGUAGE_LIST_SIZE bytes */
    size_t size;
    bool english; /* there is no other */
};

static bool list_has(const struct list *list, const char *tag, size_t size)
{
    for (const char *at = list->text; *at; at += strspn(at, ",")) {
        const size_t own = strcspn(at, ",");

        if (own == size && memcmp(at, tag, size) == 0)
            return true;
        at += own;
    }
    return false;
}

/* A language as a tag: "pt-PT" for "pt_PT". */
static void list_add(struct list *list, const char *name)
{
    char tag[LANGUAGE_SIZE + 1];
    const int size = snprintf(tag, sizeof tag, "%.*s", LANGUAGE_SIZE, name);
    const char *separator = list->size > 0 ? "," : "";

    for (int i = 0; i < size; i++)
        if (tag[i] == '_')
            tag[i] = '-';
    if (list_has(list, tag, (size_t)size) ||
        list->size + strlen(separator) + (size_t)size >= LANGUAGE_LIST_SIZE)
        return;
    list->size += (size_t)snprintf(list->text + list->size, LANGUAGE_LIST_SIZE - list->size, "%s%s",
                                   separator, tag);
    list->english = list->english && strcmp(tag, "en") == 0;
}

static void list_add_indexed(struct list *list, const struct charindex *index,
                             const struct language_tag *tag)
{
    const struct sources *sources = charindex_sources(index);

    for (size_t i = 0; i < sources->language_count; i++)
        if (language_tag_fit(tag, sources->languages[i], LANGUAGE_SIZE) == LANGUAGE_SAME)
            list_add(list, sources->languages[i]);
}

void language_list_known(const struct charindex *index, const char *(*also)(struct slice tag),
                         const char *tags, char text[static LANGUAGE_LIST_SIZE])
{
    struct list list = {.text = text, .english = true};
    const char *other = NULL;

    text[0] = '\0';
    for (const char *at = tags; *at; at += strspn(at, ",")) {
        const size_t size = strcspn(at, ",");
        struct language_tag tag;

        if (index && language_tag_read(at, size, &tag))
            list_add_indexed(&list, index, &tag);
        if (!other && also)
            other = also((struct slice){.bytes = at, .size = size});
        if (other)
            list_add(&list, other);
        at += size;
    }
    if (list.english)
        text[0] = '\0';
}
