#ifndef CHARFINDER_INDEX_PRESENT_FIELDS_H
#define CHARFINDER_INDEX_PRESENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/closest.h"
#include "index/file/charindex.h"
#include "index/search/match/options.h"
#include "index/unicode/character.h"

/*
 * All that is known of a character or sequence, as fields of text: "utf8" is "E2 9D A4". A field is a
 * row of the table in fields.c, a way to type it (typing.h), "keysym", or a property of Unicode by its
 * key (property_table.h), "lb" or "block". To add a field, add a row. Not thread-safe on one subject.
 */

/* What fields are read of. */
struct fields_subject {
    const struct charindex *index; /* borrowed */
    uint32_t document;
    uint32_t points[SEQUENCE_MAX];
    size_t count;
    struct languages languages; /* of keywords and short names; empty: English */
    bool described;             /* `first` is set; read with fields_first() */
    struct character first;     /* of the first code point */
};

void fields_begin(struct fields_subject *subject, const struct charindex *index, uint32_t document,
                  const struct languages *languages);

/* The first code point as ICU describes it, looked up once. */
const struct character *fields_first(struct fields_subject *subject);

/* A field: a number below fields_count(). */
size_t fields_count(void);
const char *fields_name(size_t field);  /* "utf8", "line_break" */
const char *fields_about(size_t field); /* for people: "its bytes in UTF-8" */

/* Finds the field with that name; names of properties match loosely. Returns false if none matches. */
bool fields_find(const char *name, size_t size, size_t *field);
/* The name closest to an unknown one. */
void fields_closest(struct closest *closest);

/* Appends the value: valid UTF-8, nothing where the field says nothing about the character. All fields
 * but "raw" are safe for a terminal (visible.h). */
void fields_append(struct buffer *out, struct fields_subject *subject, size_t field);

/* The field is a part of "all that is known": not another form of one that is, nor a property that
 * only programs ask for. */
bool fields_in_all(size_t field);

#endif
