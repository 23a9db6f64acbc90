/*
 * The names of the groups. Nine of them and a few words, so that a search of all is enough.
 */

#include "index/unicode/emoji_group.h"

#include <assert.h>
#include <stdio.h>

#include "index/base/ascii.h"

static const char *const names[EMOJI_GROUP_COUNT] = {
    [EMOJI_GROUP_NONE] = "None",
    [EMOJI_GROUP_SMILEYS] = "Smileys & Emotion",
    [EMOJI_GROUP_PEOPLE] = "People & Body",
    [EMOJI_GROUP_COMPONENT] = "Component",
    [EMOJI_GROUP_ANIMALS] = "Animals & Nature",
    [EMOJI_GROUP_FOOD] = "Food & Drink",
    [EMOJI_GROUP_TRAVEL] = "Travel & Places",
    [EMOJI_GROUP_ACTIVITIES] = "Activities",
    [EMOJI_GROUP_OBJECTS] = "Objects",
    [EMOJI_GROUP_SYMBOLS] = "Symbols",
    [EMOJI_GROUP_FLAGS] = "Flags",
};

const char *emoji_group_name(enum emoji_group group)
{
    assert((unsigned)group < EMOJI_GROUP_COUNT);
    return names[group];
}

enum emoji_group emoji_group_of(struct slice name)
{
    for (unsigned i = EMOJI_GROUP_NONE + 1; i < EMOJI_GROUP_COUNT; i++)
        if (slice_is(name, names[i]))
            return (enum emoji_group)i;
    return EMOJI_GROUP_NONE;
}

/*
 * Words: ASCII letters in any case. What is between them does not count, nor does "and".
 */

static bool is_between(char c)
{
    return c == ' ' || c == '&' || c == '_' || c == '-';
}

static bool same_word(struct slice one, struct slice other)
{
    if (one.size != other.size)
        return false;
    for (size_t i = 0; i < one.size; i++)
        if (ascii_lower(one.bytes[i]) != ascii_lower(other.bytes[i]))
            return false;
    return true;
}

/* Removes the next word from the front; an empty one after the last, or where another byte is. */
static struct slice next_word(struct slice *rest)
{
    struct slice word;

    do {
        while (rest->size > 0 && is_between(*rest->bytes)) {
            rest->bytes++;
            rest->size--;
        }
        word = (struct slice){.bytes = rest->bytes};
        while (word.size < rest->size && ascii_is_letter(word.bytes[word.size]))
            word.size++;
        rest->bytes += word.size;
        rest->size -= word.size;
    } while (same_word(word, slice_of("and")));
    return word;
}

/* Is each word of the text one of the name's? */
static bool has_words(const char *name, struct slice text)
{
    struct slice wanted = next_word(&text);

    if (wanted.size == 0)
        return false;
    for (; wanted.size > 0; wanted = next_word(&text)) {
        struct slice rest = slice_of(name), word;

        do
            word = next_word(&rest);
        while (word.size > 0 && !same_word(word, wanted));
        if (word.size == 0)
            return false;
    }
    return text.size == 0;
}

bool emoji_group_find(const char *name, size_t size, enum emoji_group *group)
{
    const struct slice text = {.bytes = name, .size = size};

    for (unsigned i = 0; i < EMOJI_GROUP_COUNT; i++)
        if (has_words(names[i], text)) {
            *group = (enum emoji_group)i;
            return true;
        }
    return false;
}

void emoji_group_closest(struct closest *closest)
{
    for (unsigned i = 0; i < EMOJI_GROUP_COUNT; i++) {
        struct slice rest = slice_of(names[i]), word;
        char text[CLOSEST_SIZE];

        closest_try(closest, names[i], names[i]);
        while ((word = next_word(&rest)).size > 0) {
            (void)snprintf(text, sizeof text, "%.*s", (int)word.size, word.bytes);
            closest_try(closest, text, names[i]);
        }
    }
}
