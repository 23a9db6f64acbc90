#ifndef CHARFINDER_INDEX_BASE_JSON_TEXT_H
#define CHARFINDER_INDEX_BASE_JSON_TEXT_H

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * Text as a JSON string (RFC 8259, section 7), for answers with so many small objects that a library
 * would spend most of the time on allocating them.
 */

/* Appends the text in quotation marks; it must be valid UTF-8. All controls are escaped, not only
 * those that must be, because telnet sends such lines to terminals. */
void json_text_append(struct buffer *out, struct slice text);

/* The same for code points, none of them a surrogate. */
void json_text_append_points(struct buffer *out, const uint32_t *points, size_t count);

#endif
