#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_SUBJECT_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/buffer.h"
#include "server/answers/http/pages/character_path.h"
#include "server/answers/json/json_character.h"

/*
 * What a request for a character is about: any code point, assigned or not, or a sequence of the index.
 * The API and the page of a character tell the same of it. Thread-safe.
 */

struct subject {
    struct character_place place; /* of the character, or of the sequence */
    bool is_sequence;
    uint32_t points[SEQUENCE_MAX]; /* one, or those of the sequence as the index writes it */
    size_t count;
};

enum subject_outcome {
    SUBJECT_FOUND,
    SUBJECT_BEYOND,   /* a number above U+10FFFF */
    SUBJECT_UNKNOWN,  /* several code points that are not a sequence of the index */
    SUBJECT_NO_INDEX, /* several code points, but no index to look them up in yet */
};

/* The index may be NULL: all single code points are found then, too. */
enum subject_outcome subject_find(struct subject *subject, const struct charindex *index,
                                  const struct character_path *path);

/* Takes the steps of its document from the budget. */
void subject_charge(const struct subject *subject, struct budget *budget);

/* The document of the API. Returns NULL when memory ran out; the caller frees it with
 * json_tree_free(). */
struct json_t *subject_document(const struct subject *subject);

#endif
