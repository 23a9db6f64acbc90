/*
 * A table is sorted by key. A text is copied up to each placeholder; what stands for one is copied as it is and
 * never read again, so a query that has braces is a query.
 */

#include "server/answers/http/base/messages.h"

#include <assert.h>
#include <string.h>

#include "index/text/language_tag.h"
#include "index/text/numerals.h"

#define ENGLISH "en"

static const struct messages *find_language(const char *tag, size_t size)
{
    struct language_tag wanted;

    if (!language_tag_read(tag, size, &wanted))
        return NULL;
    for (size_t i = 0; i < messages_count; i++)
        if (strlen(messages_tables[i].language) == size &&
            memcmp(messages_tables[i].language, tag, size) == 0)
            return &messages_tables[i];
    for (size_t i = 0; i < messages_count; i++)
        if (strcmp(messages_tables[i].language, wanted.language) == 0)
            return &messages_tables[i];
    return NULL;
}

const struct messages *messages_find(const char *tags)
{
    const struct messages *found;

    for (const char *at = tags; *at; at += strspn(at, ",")) {
        const size_t size = strcspn(at, ",");

        found = find_language(at, size);
        if (found)
            return found;
        at += size;
    }
    found = find_language(ENGLISH, strlen(ENGLISH));
    assert(found);
    return found;
}

const char *messages_have(struct slice tag)
{
    const struct messages *found = find_language(tag.bytes, tag.size);

    return found ? found->language : NULL;
}

static const struct message *find(const struct messages *messages, struct slice key)
{
    size_t first = 0, end = messages->count;

    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        const char *own = messages->rows[middle].key;
        const size_t size = strlen(own);
        int order = memcmp(own, key.bytes, size < key.size ? size : key.size);

        if (order == 0)
            order = (size > key.size) - (size < key.size);
        if (order == 0)
            return &messages->rows[middle];
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

const char *messages_direction(const struct messages *messages)
{
    return find(messages, slice_of("language.direction"))->forms.other;
}

static const struct message_value *find_value(const struct message_value *values, struct slice name)
{
    for (; values && values->name; values++)
        if (slice_is(name, values->name))
            return values;
    return NULL;
}

static const char *form_of(const struct messages *messages, const struct message *message,
                           const struct message_value *values)
{
    const struct message_value *count = find_value(values, slice_of("count"));
    const char *form = NULL;

    if (!count)
        return message->forms.other;
    switch (plural_of(messages->language, count->number)) {
    case PLURAL_ZERO:
        form = message->forms.zero;
        break;
    case PLURAL_ONE:
        form = message->forms.one;
        break;
    case PLURAL_TWO:
        form = message->forms.two;
        break;
    case PLURAL_FEW:
        form = message->forms.few;
        break;
    case PLURAL_MANY:
        form = message->forms.many;
        break;
    case PLURAL_OTHER:
        break;
    }
    return form ? form : message->forms.other;
}

/* A text between two ends while it is filled in. */
static void fill(struct buffer *out, const struct messages *messages, struct slice text,
                 const struct message_value *values)
{
    const char *at = text.bytes, *end = text.bytes + text.size;

    while (at < end) {
        const char *open = memchr(at, '{', (size_t)(end - at));
        const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
        const struct message_value *value;

        if (!close) {
            buffer_append(out, at, (size_t)(end - at));
            return;
        }
        buffer_append(out, at, (size_t)(open - at));
        value = find_value(values,
                           (struct slice){.bytes = open + 1, .size = (size_t)(close - open - 1)});
        assert(value);
        if (value->is_number)
            number_append(out, messages->language, value->number);
        else
            buffer_append(out, value->text.bytes, value->text.size);
        at = close + 1;
    }
}

void message_append(struct buffer *out, const struct messages *messages, struct slice key,
                    const struct message_value *values)
{
    const struct message *message = find(messages, key);

    assert(message);
    fill(out, messages, slice_of(form_of(messages, message, values)), values);
}

void message_append_part(struct buffer *out, const struct messages *messages, const char *key,
                         const struct message_value *values, const char *mark,
                         enum message_part part)
{
    const struct message *message = find(messages, slice_of(key));
    const char *text, *cut;

    assert(message);
    text = form_of(messages, message, values);
    cut = strstr(text, mark);
    assert(cut);
    if (part == MESSAGE_BEFORE)
        fill(out, messages, (struct slice){.bytes = text, .size = (size_t)(cut - text)}, values);
    else
        fill(out, messages, slice_of(cut + strlen(mark)), values);
}

bool message_append_known(struct buffer *out, const struct messages *messages, struct slice key)
{
    const struct message *message = find(messages, key);

    if (message)
        buffer_append_text(out, message->forms.other);
    return message != NULL;
}
