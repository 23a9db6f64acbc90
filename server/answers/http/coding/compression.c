/*
 * Compresses answers from the index, whose text is so repetitive that it shrinks to a fifth. Files
 * are compressed at build time (assets.cmake).
 *
 * How hard it tries depends on the size: 24 KB take zlib's own default some 400 µs, as do 48 KB at the better
 * level of zstd, and 64 KB at the fastest ones. The start page has 33 to 39 KB: the better level makes what
 * everybody gets first an eighth shorter.
 */

#include "server/answers/http/coding/compression.h"

#include <assert.h>
#include <stdlib.h>

/* Bytes; what has more is a long body. */
static const size_t body_max[CODINGS] = {
    [CODING_GZIP] = (size_t)24 * 1024,
    [CODING_ZSTD] = (size_t)48 * 1024,
};

struct compression {
    struct buffer bytes, out; /* `out` has room for any input */
    size_t taken;             /* of the bytes */
    size_t room;              /* of `out` */
    struct encoder *encoder;
};

static bool begin(struct compression *compression, enum coding coding)
{
    size_t size = compression->bytes.size;

    compression->encoder =
        coding_encoder_new(coding, size > body_max[coding] ? ENCODE_LONG_BODY : ENCODE_BODY);
    if (!compression->encoder)
        return false;
    compression->room = compression->encoder->bound(compression->encoder, size);
    return buffer_reserve(&compression->out, compression->room);
}

struct compression *compression_new(enum coding coding, struct buffer *bytes)
{
    struct compression *compression = calloc(1, sizeof *compression);

    if (!compression) {
        buffer_release(bytes);
        return NULL;
    }
    compression->bytes = *bytes;
    *bytes = (struct buffer)BUFFER_INIT;
    if (!compression->bytes.failed && begin(compression, coding))
        return compression;
    compression_free(compression);
    return NULL;
}

void compression_free(struct compression *compression)
{
    if (!compression)
        return;
    if (compression->encoder)
        compression->encoder->free(compression->encoder);
    buffer_release(&compression->bytes);
    buffer_release(&compression->out);
    free(compression);
}

bool compression_is_short(const struct compression *compression)
{
    return compression->bytes.size - compression->taken <= compression->encoder->slice;
}

bool compression_continue(struct compression *compression, int64_t *steps)
{
    struct encoder *encoder = compression->encoder;
    bool last = compression_is_short(compression), done;
    size_t size = last ? compression->bytes.size - compression->taken : encoder->slice;
    size_t room = compression->room - compression->out.size;
    struct encoder_bytes bytes = {
        .in = compression->bytes.bytes + compression->taken,
        .in_size = size,
        .out = buffer_reserve(&compression->out, room),
        .out_size = room,
    };

    done = encoder->encode(encoder, &bytes, last ? ENCODER_END : ENCODER_GO_ON);
    assert(done); /* there is room for all */
    buffer_claim(&compression->out, room - bytes.out_size);
    compression->taken += size;
    *steps += encoder_steps(encoder, size);
    return last;
}

void compression_take(struct compression *compression, struct buffer *out)
{
    *out = compression->out;
    compression->out = (struct buffer)BUFFER_INIT;
}
