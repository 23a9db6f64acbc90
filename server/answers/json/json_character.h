#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * The documents of /api/v1/characters/…: one character or one sequence. When memory runs out, the
 * buffer is marked failed.
 */

/* The maximum length of every list in them. */
enum { JSON_CHARACTER_LIST_MAX = 256 };

/* The position of a character in an index. */
struct character_place {
    const struct charindex *index; /* borrowed; NULL if there is none: members that need an index
                                      are left out */
    bool known;                    /* the document is the character itself; else it is the next
                                      one after it */
    uint32_t document;
};

/* Appends the document of any code point. */
void json_character_append(struct buffer *out, const struct character *character,
                           const struct character_place *place);

/* Appends the document of a sequence. `first` holds the facts of its first character. */
void json_sequence_append(struct buffer *out, const struct charindex *index, uint32_t document,
                          const struct character_facts *first);

#endif
