/*
 * Compresses answers from the index, whose text is so repetitive that it shrinks to a fifth. Files
 * are compressed at build time (assets.cmake).
 *
 * The level depends on the size: 24 KB take zlib's own default some 400 µs, 64 KB take the fastest level
 * no longer. The highest level would take three times as long as the default for two hundredths less.
 */

#include "server/answers/http/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    DEFAULT_LEVEL_MAX = 24 * 1024, /* bytes; more are compressed at the fastest level */
    /* Bytes of a slice, and the steps that a hundred of them take. */
    DEFAULT_SLICE = 12 * 1024,
    DEFAULT_STEPS = 340,
    FAST_SLICE = 32 * 1024,
    FAST_STEPS = 125,
};

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 }; /* 16 asks for gzip's frame; 8 is the default */

struct gzip {
    struct buffer bytes, out; /* `out` has room for any input */
    size_t taken;             /* of the bytes */
    size_t slice, steps;
    bool begun; /* the stream is to be released */
    z_stream stream;
};

static bool begin(struct gzip *gzip)
{
    bool fast = gzip->bytes.size > DEFAULT_LEVEL_MAX;

    assert(gzip->bytes.size < INT_MAX); /* a page, not an archive */
    gzip->slice = fast ? FAST_SLICE : DEFAULT_SLICE;
    gzip->steps = fast ? FAST_STEPS : DEFAULT_STEPS;
    gzip->begun = deflateInit2(&gzip->stream, fast ? Z_BEST_SPEED : Z_DEFAULT_COMPRESSION,
                               Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    return gzip->begun && buffer_reserve(&gzip->out, deflateBound(&gzip->stream, gzip->bytes.size));
}

struct gzip *gzip_new(struct buffer *bytes)
{
    struct gzip *gzip = calloc(1, sizeof *gzip);

    if (!gzip) {
        buffer_release(bytes);
        return NULL;
    }
    gzip->bytes = *bytes;
    *bytes = (struct buffer)BUFFER_INIT;
    if (!gzip->bytes.failed && begin(gzip))
        return gzip;
    gzip_free(gzip);
    return NULL;
}

void gzip_free(struct gzip *gzip)
{
    if (!gzip)
        return;
    if (gzip->begun)
        (void)deflateEnd(&gzip->stream);
    buffer_release(&gzip->bytes);
    buffer_release(&gzip->out);
    free(gzip);
}

bool gzip_is_short(const struct gzip *gzip)
{
    return gzip->bytes.size - gzip->taken <= gzip->slice;
}

bool gzip_continue(struct gzip *gzip, int64_t *steps)
{
    bool last = gzip_is_short(gzip);
    size_t size = last ? gzip->bytes.size - gzip->taken : gzip->slice;
    size_t room = deflateBound(&gzip->stream, gzip->bytes.size) - gzip->out.size;
    int r;

    gzip->stream.next_in = (unsigned char *)gzip->bytes.bytes + gzip->taken;
    gzip->stream.avail_in = (unsigned)size;
    gzip->stream.next_out = (unsigned char *)buffer_reserve(&gzip->out, room);
    gzip->stream.avail_out = (unsigned)room;
    r = deflate(&gzip->stream, last ? Z_FINISH : Z_NO_FLUSH);
    assert(r == (last ? Z_STREAM_END : Z_OK) && gzip->stream.avail_in == 0);
    buffer_claim(&gzip->out, room - gzip->stream.avail_out);
    gzip->taken += size;
    *steps += (int64_t)(size * gzip->steps / 100);
    return last;
}

void gzip_take(struct gzip *gzip, struct buffer *out)
{
    *out = gzip->out;
    gzip->out = (struct buffer)BUFFER_INIT;
}
