#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_WAYS_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_WAYS_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "index/file/charindex.h"

/*
 * How a character or a sequence is typed and spelled: members of its document. Only the modules that build
 * documents (json_….c) include this header. See json_value.h for references and memory.
 */

/* {"typing": [{"way", "label", "where", "keys": [text, …]}, …]}: the ways that there are. The index may
 * be NULL. */
json_t *json_ways_typing(const struct charindex *index, const uint32_t *points, size_t count);

/* {"spellings": [{"text", "kind", "label"}, …]} of a document, at most `most` of them. */
json_t *json_ways_spellings(const struct charindex *index, uint32_t document, uint32_t most);

#endif
