/*
 * One piece of the source is compressed at a time, and flushed: without that an encoder might keep a
 * whole piece to itself, and a read that returns nothing means the end.
 */

#include "server/answers/http/coding/compressed_stream.h"

#include <stdbool.h>
#include <stdlib.h>

#include "index/base/container_of.h"

enum { PIECE_SIZE = 8 * 1024 };

struct compressed_stream {
    struct api_stream stream;
    struct api_stream *source; /* owned */
    struct encoder *encoder;
    struct encoder_bytes bytes; /* `in` is what is left of the piece */
    bool pending;               /* bytes of the last piece are still to be written */
    bool last;                  /* the source has ended */
    char piece[PIECE_SIZE];
};

static void take_piece(struct compressed_stream *compressed)
{
    size_t size =
        compressed->source->read(compressed->source, compressed->piece, sizeof compressed->piece);

    compressed->stream.steps = compressed->source->steps + encoder_steps(compressed->encoder, size);
    compressed->bytes.in = compressed->piece;
    compressed->bytes.in_size = size;
    compressed->last = size == 0;
    compressed->pending = true;
}

/* Returns the bytes written: 0 where the space ended just with the piece, the time before. */
static size_t compress_piece(struct compressed_stream *compressed, char *out, size_t capacity)
{
    struct encoder *encoder = compressed->encoder;

    compressed->bytes.out = out;
    compressed->bytes.out_size = capacity;
    compressed->pending = !encoder->encode(encoder, &compressed->bytes,
                                           compressed->last ? ENCODER_END : ENCODER_FLUSH);
    return capacity - compressed->bytes.out_size;
}

static size_t read_compressed(struct api_stream *stream, char *out, size_t capacity)
{
    struct compressed_stream *compressed = container_of(stream, struct compressed_stream, stream);
    size_t size;

    stream->steps = 0;
    size = compressed->pending ? compress_piece(compressed, out, capacity) : 0;
    if (size > 0 || compressed->last)
        return size;
    take_piece(compressed);
    return compress_piece(compressed, out, capacity);
}

static void free_stream(struct api_stream *stream)
{
    struct compressed_stream *compressed = container_of(stream, struct compressed_stream, stream);

    compressed->encoder->free(compressed->encoder);
    compressed->source->free(compressed->source);
    free(compressed);
}

struct api_stream *compressed_stream_new(enum coding coding, struct api_stream *source)
{
    struct compressed_stream *compressed = calloc(1, sizeof *compressed);

    if (!compressed)
        return NULL;
    compressed->encoder = coding_encoder_new(coding, ENCODE_STREAM);
    if (!compressed->encoder) {
        free(compressed);
        return NULL;
    }
    compressed->stream = (struct api_stream){.read = read_compressed, .free = free_stream};
    compressed->source = source;
    return &compressed->stream;
}
