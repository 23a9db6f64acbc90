#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_H

#include "index/base/buffer.h"

/* Replaces the bytes by their gzip form (RFC 1952). When memory runs out, the buffer is marked
 * failed and is empty. */
void gzip_buffer(struct buffer *bytes);

#endif
