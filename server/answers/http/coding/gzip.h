#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_GZIP_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_GZIP_H

#include "server/answers/http/coding/encoder.h"

/* Compression with gzip (RFC 1952), by zlib. Returns NULL when memory ran out. */
struct encoder *gzip_encoder_new(enum encoder_use use);

#endif
