#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * The documents of /api/v1/characters/…: all about one character, or about one sequence. Where
 * memory runs out the buffer has failed.
 */

/* No list in them is longer than this. */
enum { JSON_CHARACTER_LIST_MAX = 256 };

/* Where an index has it. */
struct character_place {
    const struct charindex *index; /* NULL while there is none: members that only an index can
                                      fill are left out */
    bool known;                    /* the document is it; else it is the first one behind it */
    uint32_t document;
};

/* Any code point. */
void json_character_append(struct buffer *out, const struct character *character,
                           const struct character_place *place);

/* A sequence; the facts are those of its first character. */
void json_sequence_append(struct buffer *out, const struct charindex *index, uint32_t document,
                          const struct character_facts *first);

#endif
