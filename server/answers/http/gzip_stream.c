/*
 * One piece of the source is compressed at a time, and flushed: without that zlib might keep a whole
 * piece to itself, and a read that returns nothing means the end.
 *
 * A client decides how long its stream lives, so zlib gets a window of 4 KB instead of 32: 32 KB of
 * memory instead of 256. Rows repeat themselves within a few hundred bytes.
 */

#include "server/answers/http/gzip_stream.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "index/base/container_of.h"

enum {
    PIECE_SIZE = 8 * 1024,
    WINDOW = 12 + 16, /* 2^12 bytes; 16 asks for gzip's frame */
    MEMORY = 5,       /* of zlib's 1 to 9 */
    STEPS = 125,      /* for a hundred bytes */
};

struct gzip_stream {
    struct api_stream stream;
    struct api_stream *source; /* owned */
    z_stream zlib;
    bool pending; /* bytes of the last piece are still to be written */
    bool last;    /* the source has ended */
    char piece[PIECE_SIZE];
};

static void take_piece(struct gzip_stream *gzip)
{
    size_t size = gzip->source->read(gzip->source, gzip->piece, sizeof gzip->piece);

    gzip->stream.steps = gzip->source->steps + (int64_t)(size * STEPS / 100);
    gzip->zlib.next_in = (unsigned char *)gzip->piece;
    gzip->zlib.avail_in = (unsigned)size;
    gzip->last = size == 0;
    gzip->pending = true;
}

/* Returns the bytes written: 0 where the space ended just with the piece, the time before. With more
 * than 6 bytes of space no marker of a flush is repeated. */
static size_t compress_piece(struct gzip_stream *gzip, char *out, size_t capacity)
{
    unsigned space = capacity < INT_MAX ? (unsigned)capacity : INT_MAX;
    int r;

    gzip->zlib.next_out = (unsigned char *)out;
    gzip->zlib.avail_out = space;
    r = deflate(&gzip->zlib, gzip->last ? Z_FINISH : Z_SYNC_FLUSH);
    assert(r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR);
    gzip->pending = gzip->last ? r != Z_STREAM_END : gzip->zlib.avail_out == 0;
    return space - gzip->zlib.avail_out;
}

static size_t read_compressed(struct api_stream *stream, char *out, size_t capacity)
{
    struct gzip_stream *gzip = container_of(stream, struct gzip_stream, stream);
    size_t size;

    stream->steps = 0;
    size = gzip->pending ? compress_piece(gzip, out, capacity) : 0;
    if (size > 0 || gzip->last)
        return size;
    take_piece(gzip);
    return compress_piece(gzip, out, capacity);
}

static void free_stream(struct api_stream *stream)
{
    struct gzip_stream *gzip = container_of(stream, struct gzip_stream, stream);

    (void)deflateEnd(&gzip->zlib);
    gzip->source->free(gzip->source);
    free(gzip);
}

struct api_stream *gzip_stream_new(struct api_stream *source)
{
    struct gzip_stream *gzip = calloc(1, sizeof *gzip);

    if (!gzip)
        return NULL;
    if (deflateInit2(&gzip->zlib, Z_BEST_SPEED, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        free(gzip);
        return NULL;
    }
    gzip->stream = (struct api_stream){.read = read_compressed, .free = free_stream};
    gzip->source = source;
    return &gzip->stream;
}
