#ifndef CHARFINDER_SERVER_BASE_BASE64_H
#define CHARFINDER_SERVER_BASE_BASE64_H

#include "index/base/buffer.h"
#include "index/base/slice.h"

/* Appends the bytes in base64 (RFC 4648, section 4), padded. Thread-safe. */
void base64_append(struct buffer *out, struct slice bytes);

#endif
