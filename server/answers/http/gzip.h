#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"

/*
 * Compression with gzip (RFC 1952), a slice at a time: a body of any length takes many turns of the
 * loop, each about 0.2 ms. Not thread-safe.
 */

struct gzip;

/* Takes the bytes. Returns NULL when memory ran out: the bytes are released then. All memory is
 * allocated here, so that nothing fails later. */
struct gzip *gzip_new(struct buffer *bytes);
void gzip_free(struct gzip *gzip); /* NULL is allowed */

/* Will one slice compress all that is left? */
bool gzip_is_short(const struct gzip *gzip);

/* Compresses the next slice and adds the steps that it takes (index/base/budget.h). Returns false when
 * more is left. */
bool gzip_continue(struct gzip *gzip, int64_t *steps);

/* Moves the compressed bytes into an empty buffer, after the last slice. */
void gzip_take(struct gzip *gzip, struct buffer *out);

#endif
