#ifndef CHARFINDER_ANSWERS_GZIP_H
#define CHARFINDER_ANSWERS_GZIP_H

#include "index/buffer.h"

/* Replaces the bytes by the same compressed with gzip (RFC 1952). Out of memory, the buffer has
 * failed, and holds nothing. */
void gzip_buffer(struct buffer *bytes);

#endif
