/*
 * A body takes zlib's own default: the highest level would take three times as long for two hundredths
 * less. A stream gets a window of 4 KB instead of 32, which is 32 KB of memory instead of 256: rows
 * repeat themselves within a few hundred bytes.
 */

#include "server/answers/http/coding/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "index/base/container_of.h"

enum {
    FRAME = 16, /* beside the window: asks for gzip's frame */
    WINDOW = 15,
    MEMORY = 8, /* zlib's default, of 1 to 9 */
    STREAM_WINDOW = 12,
    STREAM_MEMORY = 5,
};

/* How the uses differ. */
static const struct {
    int level, window, memory;
    size_t slice;
    unsigned steps;
} uses[] = {
    [ENCODE_BODY] = {Z_DEFAULT_COMPRESSION, WINDOW, MEMORY, (size_t)12 * 1024, 340},
    [ENCODE_LONG_BODY] = {Z_BEST_SPEED, WINDOW, MEMORY, (size_t)32 * 1024, 125},
    [ENCODE_STREAM] = {Z_BEST_SPEED, STREAM_WINDOW, STREAM_MEMORY, (size_t)32 * 1024, 125},
};

struct gzip_encoder {
    struct encoder encoder;
    z_stream zlib;
};

static unsigned bounded(size_t size)
{
    return size < INT_MAX ? (unsigned)size : INT_MAX;
}

/* A flush is complete when space is left after it. With more than 6 bytes of space zlib does not repeat
 * its marker. */
static bool encode(struct encoder *encoder, struct encoder_bytes *bytes, enum encoder_end end)
{
    static const int flushes[] = {
        [ENCODER_GO_ON] = Z_NO_FLUSH, [ENCODER_FLUSH] = Z_SYNC_FLUSH, [ENCODER_END] = Z_FINISH};
    z_stream *zlib = &container_of(encoder, struct gzip_encoder, encoder)->zlib;
    size_t in = bounded(bytes->in_size), out = bounded(bytes->out_size);
    int r;

    zlib->next_in = (unsigned char *)bytes->in;
    zlib->avail_in = (unsigned)in;
    zlib->next_out = (unsigned char *)bytes->out;
    zlib->avail_out = (unsigned)out;
    r = deflate(zlib, flushes[end]);
    assert(r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR);
    bytes->in += in - zlib->avail_in;
    bytes->in_size -= in - zlib->avail_in;
    bytes->out += out - zlib->avail_out;
    bytes->out_size -= out - zlib->avail_out;
    if (end == ENCODER_END)
        return r == Z_STREAM_END;
    return bytes->in_size == 0 && (end == ENCODER_GO_ON || bytes->out_size > 0);
}

static size_t bound(const struct encoder *encoder, size_t size)
{
    struct gzip_encoder *gzip =
        container_of((struct encoder *)encoder, struct gzip_encoder, encoder);

    return deflateBound(&gzip->zlib, size);
}

static void free_encoder(struct encoder *encoder)
{
    struct gzip_encoder *gzip = container_of(encoder, struct gzip_encoder, encoder);

    (void)deflateEnd(&gzip->zlib);
    free(gzip);
}

struct encoder *gzip_encoder_new(enum encoder_use use)
{
    struct gzip_encoder *gzip = calloc(1, sizeof *gzip);

    if (!gzip)
        return NULL;
    if (deflateInit2(&gzip->zlib, uses[use].level, Z_DEFLATED, uses[use].window + FRAME,
                     uses[use].memory, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(gzip);
        return NULL;
    }
    gzip->encoder = (struct encoder){.encode = encode,
                                     .bound = bound,
                                     .free = free_encoder,
                                     .slice = uses[use].slice,
                                     .steps = uses[use].steps};
    return &gzip->encoder;
}
