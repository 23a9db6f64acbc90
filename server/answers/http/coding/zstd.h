#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_ZSTD_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_ZSTD_H

#include "server/answers/http/coding/encoder.h"

/* Compression with Zstandard (RFC 8878), by libzstd. Returns NULL when memory ran out. */
struct encoder *zstd_encoder_new(enum encoder_use use);

#endif
