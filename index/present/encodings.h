#ifndef CHARFINDER_INDEX_PRESENT_ENCODINGS_H
#define CHARFINDER_INDEX_PRESENT_ENCODINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"
#include "index/present/escape.h"

/*
 * Code points written in the encodings and notations of programs. Each function appends the whole text
 * of the code points, of which none is a surrogate. Thread-safe.
 */

/* Numbers to the base 2, 8, 10 or 16, separated by spaces: "2764 FE0F". */
void encodings_number(struct buffer *out, unsigned base, const uint32_t *points, size_t count);

/* Bytes, separated by spaces: "E2 9D A4", "27 64". */
void encodings_bytes(struct buffer *out, struct slice bytes);
void encodings_utf8(struct buffer *out, const uint32_t *points, size_t count);
void encodings_utf16(struct buffer *out, bool big_endian, const uint32_t *points, size_t count);

void encodings_json(struct buffer *out, const uint32_t *points, size_t count); /* "\uD83E\uDD96" */

/* The escapes of a language; nothing if it cannot escape one of them. */
void encodings_escape(struct buffer *out, enum escape_language language, const uint32_t *points,
                      size_t count);

#endif
