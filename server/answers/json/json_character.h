#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/unicode/character.h"

/*
 * The documents of /api/v1/characters/…: one character or one sequence.
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

/* The document of any code point. Both return NULL when memory ran out; json_tree.h reads, writes and
 * frees documents. */
struct json_t *json_character_document(const struct character *character,
                                       const struct character_place *place);

/* The document of a sequence. `first` holds the facts of its first character. */
struct json_t *json_sequence_document(const struct charindex *index, uint32_t document,
                                      const struct character_facts *first);

#endif
