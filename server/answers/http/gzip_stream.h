#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_STREAM_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_GZIP_STREAM_H

#include "server/answers/http/message.h"

/*
 * Compression with gzip (RFC 1952) of a body that is produced piece by piece. Each piece is compressed
 * as it is read, and can be decompressed as it arrives. Not thread-safe.
 */

/* Returns a stream of the source's bytes, compressed; it owns the source. Returns NULL when memory ran
 * out: the source remains the caller's. */
struct api_stream *gzip_stream_new(struct api_stream *source);

#endif
