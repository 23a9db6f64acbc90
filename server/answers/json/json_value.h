#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_VALUE_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * The small values that JSON documents are put together from. Only the modules that make documents
 * (json_….c) include this: no other module knows jansson.
 *
 * Each function that returns a value returns a new one, or NULL when memory ran out; NULL may be
 * handed on to all of them and to jansson's own, which then return NULL or fail in their turn. So a
 * document is put together without a question, and json_value_append() asks once.
 */

/* Appends the document and lets go of it; where it is NULL the buffer has failed. */
void json_value_append(struct buffer *out, json_t *document);

json_t *json_value_text(struct slice text); /* valid UTF-8 */
/* Any bytes: what is not UTF-8 becomes U+FFFD. */
json_t *json_value_any_text(struct slice text);
json_t *json_value_text_or_null(const char *text);
__attribute__((format(printf, 1, 2))) json_t *json_value_format(const char *format, ...);

json_t *json_value_code_point(uint32_t code_point); /* "U+2600" */
json_t *json_value_code_points(const uint32_t *points, size_t count);
/* The text of these code points; null where one of them is a surrogate. */
json_t *json_value_char(const uint32_t *points, size_t count);

/* The list with one more element, or NULL, both being freed. */
json_t *json_value_list_with(json_t *list, json_t *element);

/* All members of the second object behind those of the first; the second is freed, and where one
 * of them is NULL both. */
json_t *json_value_joined(json_t *first, json_t *second);

/* {"char","codepoint","name"} of a document of the index; a sequence has "codepoints". */
json_t *json_value_document(const struct charindex *index, uint32_t document);
/* The same of any code point: where the index has none, its name is its label. */
json_t *json_value_character(const struct charindex *index, uint32_t code_point);

#endif
