#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_CODING_UNPACK_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_HTTP_CODING_UNPACK_H

/* What a client makes of compressed bytes, by the libraries that clients use. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

#include "server/answers/http/coding/coding.h"

/* Unpacks what there is so far. Returns the number of bytes, and in *whole whether that is all, with
 * nothing after it. */
static inline size_t unpack_gzip(const char *packed, size_t packed_size, char *out, size_t size,
                                 bool *whole)
{
    z_stream stream = {.next_in = (unsigned char *)packed, .avail_in = (unsigned)packed_size};
    int r;

    stream.next_out = (unsigned char *)out;
    stream.avail_out = (unsigned)size;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    r = inflate(&stream, Z_SYNC_FLUSH);
    assert_true(r == Z_OK || r == Z_STREAM_END || r == Z_BUF_ERROR);
    *whole = r == Z_STREAM_END && stream.avail_in == 0;
    (void)inflateEnd(&stream);
    return stream.total_out;
}

static inline size_t unpack_zstd(const char *packed, size_t packed_size, char *out, size_t size,
                                 bool *whole)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    ZSTD_inBuffer in = {.src = packed, .size = packed_size};
    ZSTD_outBuffer to = {.dst = out, .size = size};
    size_t left;

    assert_non_null(context);
    left = ZSTD_decompressStream(context, &to, &in);
    assert_false(ZSTD_isError(left));
    *whole = left == 0 && in.pos == in.size;
    (void)ZSTD_freeDCtx(context);
    return to.pos;
}

static inline size_t unpack(enum coding coding, const char *packed, size_t packed_size, char *out,
                            size_t size, bool *whole)
{
    return coding == CODING_GZIP ? unpack_gzip(packed, packed_size, out, size, whole)
                                 : unpack_zstd(packed, packed_size, out, size, whole);
}

/* Fails unless it decompresses to exactly these bytes. */
static inline void assert_unpacks(enum coding coding, const char *packed, size_t packed_size,
                                  const char *bytes, size_t size)
{
    char *out = malloc(size + 1); /* one more, to detect excess output */
    bool whole;

    assert_non_null(out);
    assert_int_equal(unpack(coding, packed, packed_size, out, size + 1, &whole), size);
    assert_true(whole);
    assert_memory_equal(out, bytes, size);
    free(out);
}

/* The codings that compress. */
#define EACH_CODING(coding)                                                                        \
    (enum coding coding = CODING_IDENTITY + 1; (coding) < CODINGS; (coding)++)

/* Bytes that no encoder makes fewer. */
static inline void fill_with_noise(char *bytes, size_t size)
{
    uint32_t seed = 1;

    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525 + 1013904223; /* Numerical Recipes */
        bytes[i] = (char)(seed >> 24);
    }
}

#endif
