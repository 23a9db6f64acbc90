#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H

#include "index/base/buffer.h"

/* Bytes that are compressed within a turn of the loop, about 0.4 ms; more would stop the others. */
enum { GZIP_MAX_SIZE = 64 * 1024 };

/* Replaces the bytes by the same compressed with gzip (RFC 1952). Out of memory, the buffer has
 * failed, and holds nothing. */
void gzip_buffer(struct buffer *bytes);

#endif
