#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_CODING_COMPRESSED_STREAM_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_CODING_COMPRESSED_STREAM_H

#include "server/answers/http/coding/coding.h"
#include "server/answers/http/coding/stream.h"

/*
 * Compression of a body that is produced piece by piece. Each piece is compressed as it is read, and
 * can be decompressed as it arrives. Not thread-safe.
 */

/* Returns a stream of the source's bytes, compressed; it owns the source. Returns NULL when memory ran
 * out: the source remains the caller's. */
struct api_stream *compressed_stream_new(enum coding coding, struct api_stream *source);

#endif
