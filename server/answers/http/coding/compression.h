#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_COMPRESSION_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_COMPRESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/answers/http/coding/coding.h"

/*
 * Compression of a body, a slice at a time: one of any length takes many turns of the loop, each about
 * 0.2 ms. Not thread-safe.
 */

struct compression;

/* Takes the bytes. Returns NULL when memory ran out: the bytes are released then. All memory is
 * allocated here, so that nothing fails later. */
struct compression *compression_new(enum coding coding, struct buffer *bytes);
void compression_free(struct compression *compression); /* NULL is allowed */

/* Will one slice compress all that is left? */
bool compression_is_short(const struct compression *compression);

/* Compresses the next slice and adds the steps that it takes (index/base/budget.h). Returns false when
 * more is left. */
bool compression_continue(struct compression *compression, int64_t *steps);

/* Moves the compressed bytes into an empty buffer, after the last slice. */
void compression_take(struct compression *compression, struct buffer *out);

#endif
