/*
 * The key of a message is mostly made from what the document says: its category, the type of an alias, the
 * way to type it.
 */

#include "server/answers/http/pages/character_words.h"

#include <string.h>

#include "index/base/ascii.h"
#include "server/answers/http/base/messages.h"

static struct slice text_of(const struct buffer *text)
{
    return (struct slice){.bytes = text->bytes ? text->bytes : "", .size = text->size};
}

static void say(struct buffer *out, const struct character_parts *view, const char *key,
                const struct message_value *values)
{
    message_append(out, view->who->messages, slice_of(key), values);
}

/* "category.lu" */
void character_words_category(struct buffer *out, const struct character_parts *view)
{
    const char *category = view->facts.category;
    const char key[] = {
        'c', 'a', 't', 'e', 'g', 'o', 'r', 'y', '.', ascii_lower(category[0]), category[1]};

    message_append(out, view->who->messages, (struct slice){.bytes = key, .size = sizeof key},
                   NULL);
}

void character_words_all_of_block(struct buffer *out, const struct character_parts *view)
{
    struct buffer block = BUFFER_INIT;
    struct message_value values[2] = {{0}};

    json_reader_text(&view->reader, slice_of("block"), &block);
    values[0] = MESSAGE_TEXT("block", text_of(&block));
    say(out, view, "character.all-of-block", values);
    out->failed = out->failed || block.failed;
    buffer_release(&block);
}

/* A word of the document in the language of the page: that of the message whose key ends with another member of
 * the document. Without such a message it is shown as the document has it. */
static void append_word(struct buffer *out, const struct character_parts *view, const char *prefix,
                        const char *member, const char *otherwise)
{
    struct buffer key = BUFFER_INIT;

    buffer_append_text(&key, prefix);
    json_reader_text(&view->reader, slice_of(member), &key);
    for (size_t i = 0; i < key.size; i++) {
        key.bytes[i] = ascii_lower(key.bytes[i]);
        if (key.bytes[i] == '_' || key.bytes[i] == ' ')
            key.bytes[i] = '-';
    }
    if (!message_append_known(out, view->who->messages, text_of(&key)))
        json_reader_text(&view->reader, slice_of(otherwise), out);
    out->failed = out->failed || key.failed;
    buffer_release(&key);
}

void character_words_typing(struct buffer *out, const struct character_parts *view)
{
    append_word(out, view, "typing.", ".way", ".label");
}

void character_words_typing_where(struct buffer *out, const struct character_parts *view)
{
    append_word(out, view, "typing-where.", ".way", ".where");
}

void character_words_alias_type(struct buffer *out, const struct character_parts *view)
{
    append_word(out, view, "alias.", ".type", ".type");
}

void character_words_script(struct buffer *out, const struct character_parts *view)
{
    append_word(out, view, "script.", "script", "script");
}

/* Why it is not a character that one may use, as the key of a message; NULL: it is one. */
static const char *state_of(const struct character_parts *view)
{
    const uint32_t point = view->subject->points[0];

    if (view->subject->is_sequence || view->subject->place.known)
        return NULL;
    if (point >= 0xD800 && point <= 0xDFFF)
        return "character.surrogate";
    if ((point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF))
        return "character.noncharacter";
    if (strcmp(view->facts.category, "Co") == 0)
        return "character.private";
    if (strcmp(view->facts.category, "Cn") == 0)
        return "character.unassigned";
    return NULL;
}

void character_words_state(struct buffer *out, const struct character_parts *view)
{
    say(out, view, state_of(view), NULL);
}

bool character_words_has_state(const struct character_parts *view)
{
    return state_of(view) != NULL;
}

void character_words_beyond_icu(struct buffer *out, const struct character_parts *view)
{
    struct buffer version = BUFFER_INIT;
    struct message_value values[2] = {{0}};

    json_reader_text(&view->reader, slice_of("beyond_icu"), &version);
    values[0] = MESSAGE_TEXT("version", text_of(&version));
    say(out, view, "details.beyond-icu", values);
    out->failed = out->failed || version.failed;
    buffer_release(&version);
}
