#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_TREE_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/buffer.h"
#include "index/base/slice.h"

/*
 * A document of the API, for modules that do not build one: written as it is, or read by names, so that a
 * page says what the API says. Not thread-safe.
 */

struct json_t; /* of jansson */

/* Appends the document and releases it. NULL marks the buffer failed. */
void json_tree_append(struct buffer *out, struct json_t *document);
void json_tree_free(struct json_t *document); /* NULL is allowed */

/* Reads a document that this program has written. NULL: memory ran out. */
struct json_t *json_tree_read(struct slice text);

/* Removes from the list document[object][list] what document[object][other] has, too, for a page that shows
 * one after the other. Does nothing where one of them is not there. */
void json_tree_exclude(struct json_t *document, const char *object, const char *list,
                       const char *other);

/*
 * Reads it as a template does (template.h): sections go into a value, and names are looked up in the
 * innermost section that has them.
 *
 *     name      a member; a.b is a member of a member
 *     .         the value of the section itself; .a is a member of it, not looked up further out
 *     @key      its name, in a section over the members of an object
 *     name.*    a section over the members of an object
 */
enum { JSON_READER_DEPTH = 6 };

struct json_reader {
    const struct json_t
        *values[JSON_READER_DEPTH]; /* the document, and those of the open sections */
    const char *keys[JSON_READER_DEPTH];
    size_t depth;
};

void json_reader_open(struct json_reader *reader, const struct json_t *document);

/* A section: repeated for each element of a list; sent once for other values, but not for null, false,
 * an empty text, list or object, or what is not there. Not for sections with "^": one that is not sent would
 * stay open. */
bool json_reader_section(struct json_reader *reader, struct slice name, unsigned round);

/* Appends a text or number; true and false as "yes" and "no"; of a list its elements with spaces
 * between them. Nothing for what is not there. */
void json_reader_text(const struct json_reader *reader, struct slice name, struct buffer *out);

/* Is there something for a section to send? Opens nothing. */
bool json_reader_has(const struct json_reader *reader, struct slice name);

#endif
