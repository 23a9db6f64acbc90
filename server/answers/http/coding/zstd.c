/*
 * A page of results becomes a little shorter than with gzip's default in half the time, and a long one
 * than with its fastest level in a fifth. The tables are smaller than those of the levels, which are made
 * for megabytes. A body takes 300 KB of memory for as long as it is compressed, a stream 61 KB, with a
 * window of 4 KB.
 */

#include "server/answers/http/coding/zstd.h"

#include <assert.h>
#include <stdlib.h>
#include <zstd.h>

#include "index/base/container_of.h"

/* How the uses differ; sizes are logarithms. */
static const struct {
    int level, window, table;
    size_t slice;
    unsigned steps;
} uses[] = {
    [ENCODE_BODY] = {5, 15, 13, (size_t)16 * 1024, 250},
    [ENCODE_LONG_BODY] = {1, 15, 14, (size_t)32 * 1024, 80},
    [ENCODE_STREAM] = {1, 12, 11, (size_t)32 * 1024, 100},
};

struct zstd_encoder {
    struct encoder encoder;
    ZSTD_CCtx *context;
};

static bool encode(struct encoder *encoder, struct encoder_bytes *bytes, enum encoder_end end)
{
    static const ZSTD_EndDirective directives[] = {[ENCODER_GO_ON] = ZSTD_e_continue,
                                                   [ENCODER_FLUSH] = ZSTD_e_flush,
                                                   [ENCODER_END] = ZSTD_e_end};
    struct zstd_encoder *zstd = container_of(encoder, struct zstd_encoder, encoder);
    ZSTD_inBuffer in = {.src = bytes->in, .size = bytes->in_size};
    ZSTD_outBuffer out = {.dst = bytes->out, .size = bytes->out_size};
    size_t left = ZSTD_compressStream2(zstd->context, &out, &in, directives[end]);

    assert(!ZSTD_isError(left)); /* all memory is there */
    bytes->in += in.pos;
    bytes->in_size -= in.pos;
    bytes->out += out.pos;
    bytes->out_size -= out.pos;
    return bytes->in_size == 0 && (end == ENCODER_GO_ON || left == 0);
}

static size_t bound(const struct encoder *encoder, size_t size)
{
    (void)encoder;
    return ZSTD_compressBound(size);
}

static void free_encoder(struct encoder *encoder)
{
    struct zstd_encoder *zstd = container_of(encoder, struct zstd_encoder, encoder);

    (void)ZSTD_freeCCtx(zstd->context);
    free(zstd);
}

/* Returns false when memory ran out. The library allocates at the first call, so there is one without
 * input. */
static bool prepare(ZSTD_CCtx *context, enum encoder_use use)
{
    char none;
    ZSTD_inBuffer in = {.src = &none};
    ZSTD_outBuffer out = {.dst = &none};

    return !ZSTD_isError(
               ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, uses[use].level)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, uses[use].window)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, uses[use].table)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_chainLog, uses[use].table)) &&
           !ZSTD_isError(ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue));
}

struct encoder *zstd_encoder_new(enum encoder_use use)
{
    struct zstd_encoder *zstd = calloc(1, sizeof *zstd);

    if (!zstd)
        return NULL;
    zstd->context = ZSTD_createCCtx();
    if (!zstd->context || !prepare(zstd->context, use)) {
        free_encoder(&zstd->encoder);
        return NULL;
    }
    zstd->encoder = (struct encoder){.encode = encode,
                                     .bound = bound,
                                     .free = free_encoder,
                                     .slice = uses[use].slice,
                                     .steps = uses[use].steps};
    return &zstd->encoder;
}
