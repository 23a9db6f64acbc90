#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_VALUE_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * The small values that JSON documents are built from. Only the modules that build documents
 * (json_….c) include this header, so no other module depends on jansson.
 *
 * Each function that returns a value returns a new reference, or NULL when memory ran out. All of
 * them accept NULL arguments, as jansson's own functions do, and then return NULL or fail. So a
 * document is built without checks, and json_value_append() checks once.
 */

/* Appends the document and releases it. NULL marks the buffer failed. */
void json_value_append(struct buffer *out, json_t *document);

json_t *json_value_text(struct slice text); /* valid UTF-8 */
/* Any bytes; invalid UTF-8 becomes U+FFFD. */
json_t *json_value_any_text(struct slice text);
json_t *json_value_text_or_null(const char *text);
__attribute__((format(printf, 1, 2))) json_t *json_value_format(const char *format, ...);

json_t *json_value_code_point(uint32_t code_point); /* "U+2600" */
json_t *json_value_code_points(const uint32_t *points, size_t count);
/* The text of the code points; null if one of them is a surrogate. */
json_t *json_value_char(const uint32_t *points, size_t count);

/* Appends the element and returns the list, or NULL. Takes both references. */
json_t *json_value_list_with(json_t *list, json_t *element);

/* Appends the members of the second object to the first. Returns NULL if either is NULL. Takes both
 * references. */
json_t *json_value_joined(json_t *first, json_t *second);

/* {"char","codepoint","name"} of a document of the index; a sequence has "codepoints". */
json_t *json_value_document(const struct charindex *index, uint32_t document);
/* The same for any code point. The name of one that is not in the index is its label. */
json_t *json_value_character(const struct charindex *index, uint32_t code_point);

#endif
