/*
 * Compresses answers from the index, whose text is so repetitive that it shrinks to a fifth. Files
 * are compressed at build time (assets.cmake).
 *
 * All of it happens in one turn of the loop, so the level depends on the size: 24 KB take zlib's own
 * default some 400 µs, 64 KB take the fastest level no longer. The highest level would take three
 * times as long as the default for two hundredths less. Longer bodies are not to be compressed.
 */

#include "server/answers/http/gzip.h"

#include <assert.h>
#include <limits.h>
#include <zlib.h>

enum { DEFAULT_LEVEL_MAX = 24 * 1024 }; /* bytes; more are compressed at the fastest level */

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 }; /* 16 asks for gzip's frame; 8 is the default */

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
    int level = bytes->size > DEFAULT_LEVEL_MAX ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION;

    if (bytes->failed)
        return;
    assert(bytes->size < INT_MAX); /* a page, not an archive */
    if (deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) ==
        Z_OK) {
        compress_into(&out, &stream, bytes);
        (void)deflateEnd(&stream);
    } else {
        out.failed = true;
    }
    buffer_release(bytes);
    *bytes = out;
}
