/*
 * Compresses answers from the index, whose text is so repetitive that it shrinks to a fifth. Files
 * are compressed at build time (assets.cmake).
 *
 * The level is zlib's default: 25 KB take about 400 µs; the highest level would take three times as
 * long to save another 2 %.
 */

#include "server/answers/http/gzip.h"

#include <assert.h>
#include <limits.h>
#include <zlib.h>

enum {
    GZIP_WINDOW = 15 + 16,
    GZIP_MEMORY = 8
}; /* +16 selects the gzip format; 8 is zlib's
                                                    default */

/* Reserves enough space for any input, so that one call compresses everything. */
static void compress_into(struct buffer *out, z_stream *stream, const struct buffer *bytes)
{
    size_t bound = deflateBound(stream, bytes->size);
    char *space = buffer_reserve(out, bound);

    if (!space)
        return;
    stream->next_in = (unsigned char *)bytes->bytes;
    stream->avail_in = (unsigned)bytes->size;
    stream->next_out = (unsigned char *)space;
    stream->avail_out = (unsigned)bound;
    int r = deflate(stream, Z_FINISH);
    assert(r == Z_STREAM_END);
    buffer_claim(out, bound - stream->avail_out);
}

void gzip_buffer(struct buffer *bytes)
{
    struct buffer out = BUFFER_INIT;
    z_stream stream = {.zalloc = Z_NULL};

    if (bytes->failed)
        return;
    assert(bytes->size < INT_MAX); /* bodies are far smaller */
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) == Z_OK) {
        compress_into(&out, &stream, bytes);
        (void)deflateEnd(&stream);
    } else {
        out.failed = true;
    }
    buffer_release(bytes);
    *bytes = out;
}
