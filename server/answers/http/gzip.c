/*
 * Compresses answers that are made of the index, which are mostly the same words again and again:
 * they shrink to a fifth. Files are compressed when the program is built (assets.cmake).
 *
 * The level is zlib's own default: 25 KB take it some 400 µs; the highest level would take three
 * times as long for two hundredths less.
 */

#include "server/answers/http/gzip.h"

#include <assert.h>
#include <limits.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 }; /* 16 asks for gzip's frame; 8 is the default */

/* Compresses into room that is enough for whatever the bytes are, so that one call does all. */
static void compress_into(struct buffer *out, z_stream *stream, const struct buffer *bytes)
{
    size_t bound = deflateBound(stream, bytes->size);
    char *room = buffer_reserve(out, bound);

    if (!room)
        return;
    stream->next_in = (unsigned char *)bytes->bytes;
    stream->avail_in = (unsigned)bytes->size;
    stream->next_out = (unsigned char *)room;
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
    assert(bytes->size < INT_MAX); /* a page, not an archive */
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
