#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_BASE_MESSAGES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_BASE_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * What pages say, in the reader's language. The tables are those of static/messages/, compiled in by
 * messages.cmake, so that none can be missing or wrong at run time; static/base/messages.js reads the same
 * ones. Everything is static and thread-safe.
 */

/* A message: a text for each plural that the language tells apart; `other` is never NULL. */
struct message {
    const char *key; /* "status.found" */
    struct {
        const char *zero, *one, *two, *few, *many, *other;
    } forms;
};

/* The messages of one language. */
struct messages {
    const char *language; /* its BCP 47 tag: "de" */
    const struct message *rows;
    size_t count;
};

extern const struct messages messages_tables[];
extern const size_t messages_count;

/* The table for a list of language tags, "de-AT,fr": that of the first tag for whose language there is one,
 * in any region. English if there is none, or the list is empty. */
const struct messages *messages_find(const char *tags);

/* Is there a table for the language of this tag? Its tag, or NULL. */
const char *messages_have(struct slice tag);

/* "ltr" or "rtl": the direction in which the language is written. */
const char *messages_direction(const struct messages *messages);

/* What stands for {name} in a message: a text, or a number, which is written as the language does. */
struct message_value {
    const char *name; /* NULL ends a list */
    struct slice text;
    uint32_t number;
    bool is_number;
};

#define MESSAGE_NUMBER(key, value)                                                                 \
    (struct message_value)                                                                         \
    {                                                                                              \
        .name = (key), .number = (value), .is_number = true                                        \
    }
#define MESSAGE_TEXT(key, value)                                                                   \
    (struct message_value)                                                                         \
    {                                                                                              \
        .name = (key), .text = (value)                                                             \
    }

/* Appends a message. The number named "count" decides on the plural. A placeholder without a value, and a key
 * that there is not, are bugs in this program. `values` may be NULL. */
void message_append(struct buffer *out, const struct messages *messages, struct slice key,
                    const struct message_value *values);

/* The name of a message in a template is its key with this prefix: {{say.field.label}}. */
#define MESSAGE_PREFIX "say."
static inline struct slice message_key(struct slice name)
{
    return (struct slice){name.bytes + sizeof MESSAGE_PREFIX - 1,
                          name.size - (sizeof MESSAGE_PREFIX - 1)};
}

/* Appends the part of the message before {mark}, or that after it: a page has a link there. */
enum message_part { MESSAGE_BEFORE, MESSAGE_AFTER };
void message_append_part(struct buffer *out, const struct messages *messages, const char *key,
                         const struct message_value *values, const char *mark,
                         enum message_part part);

/* Appends the message of this key, which may not exist, and returns whether it does. */
bool message_append_known(struct buffer *out, const struct messages *messages, struct slice key);

#endif
