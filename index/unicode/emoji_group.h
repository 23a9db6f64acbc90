#ifndef CHARFINDER_INDEX_UNICODE_EMOJI_GROUP_H
#define CHARFINDER_INDEX_UNICODE_EMOJI_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/closest.h"
#include "index/base/slice.h"

/*
 * The groups in which emoji-test.txt and CLDR list the emoji, as keyboards offer them. What is not in
 * the file has no group. Knows the names; sources/formats/emoji.c reads which emoji has which. All
 * strings are static; safe to call from any thread.
 */

enum emoji_group {
    EMOJI_GROUP_NONE,
    EMOJI_GROUP_SMILEYS,
    EMOJI_GROUP_PEOPLE,
    EMOJI_GROUP_COMPONENT, /* skin tones and hair, of which others are made */
    EMOJI_GROUP_ANIMALS,
    EMOJI_GROUP_FOOD,
    EMOJI_GROUP_TRAVEL,
    EMOJI_GROUP_ACTIVITIES,
    EMOJI_GROUP_OBJECTS,
    EMOJI_GROUP_SYMBOLS,
    EMOJI_GROUP_FLAGS,
    EMOJI_GROUP_COUNT,
};

/* "Food & Drink"; of EMOJI_GROUP_NONE, "None". */
const char *emoji_group_name(enum emoji_group group);

/* The group of exactly that name; EMOJI_GROUP_NONE for any other name. */
enum emoji_group emoji_group_of(struct slice name);

/* The group, or EMOJI_GROUP_NONE, that a person calls so: the name, or one word of it, in any case:
 * "food", "Food & Drink", "drink", "food and drink", "none". Returns false where there is none. */
bool emoji_group_find(const char *name, size_t size, enum emoji_group *group);

/* Tries all words that emoji_group_find() would accept; see closest.h. */
void emoji_group_closest(struct closest *closest);

#endif
