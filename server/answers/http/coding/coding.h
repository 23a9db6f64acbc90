#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_CODING_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_CODING_H

#include "server/answers/http/coding/encoder.h"

/*
 * Content codings (RFC 9110, section 8.4). Of two with the same weight, the later one is better.
 */

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_ZSTD, CODINGS };

/* "gzip". */
const char *coding_name(enum coding coding);

/* An encoder, for any coding but identity; freed with its own free(). Returns NULL when memory ran
 * out. */
struct encoder *coding_encoder_new(enum coding coding, enum encoder_use use);

#endif
