/*
 * Compressed bytes are decompressed with zlib and compared.
 */

#include "server/answers/http/gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

enum { SLICE_STEPS = 50 * 1000 }; /* 0.25 ms */

/* Fails unless the buffer decompresses to exactly these bytes. */
static void assert_unpacks(const struct buffer *packed, const char *bytes, size_t size)
{
    z_stream stream = {.next_in = (unsigned char *)packed->bytes,
                       .avail_in = (unsigned)packed->size};
    unsigned char *out = malloc(size + 1); /* one more, to detect excess output */

    assert_non_null(out);
    stream.next_out = out;
    stream.avail_out = (unsigned)size + 1;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, size);
    assert_int_equal(stream.avail_in, 0);
    assert_memory_equal(out, bytes, size);
    (void)inflateEnd(&stream);
    free(out);
}

static void assert_round_trip(const char *bytes, size_t size)
{
    struct buffer buffer = BUFFER_INIT;
    struct gzip *gzip;
    size_t slices = 1;
    int64_t steps = 0, before = 0;

    buffer_append(&buffer, bytes, size);
    gzip = gzip_new(&buffer);
    assert_non_null(gzip);
    for (; !gzip_continue(gzip, &steps); slices++) {
        assert_in_range(steps - before, 1, SLICE_STEPS);
        before = steps;
    }
    assert_in_range(steps - before, 0, SLICE_STEPS);
    assert_in_range(slices, size / (64 * 1024), size / (8 * 1024) + 1);
    gzip_take(gzip, &buffer);
    gzip_free(gzip);
    assert_unpacks(&buffer, bytes, size);
    buffer_release(&buffer);
}

static void test_empty_and_short_bodies(void **state)
{
    (void)state;
    assert_round_trip("", 0);
    assert_round_trip("x", 1);
    assert_round_trip("a\0b", 3);
}

static void test_repetitive_bytes(void **state)
{
    enum { SIZE = 1 << 20 };
    char *bytes = malloc(SIZE);

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', SIZE);
    assert_round_trip(bytes, SIZE);
    free(bytes);
}

/* Incompressible bytes become longer, and must still fit. */
static void test_noise(void **state)
{
    enum { SIZE = 100000 };
    char *bytes = malloc(SIZE);
    uint32_t seed = 1;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < SIZE; i++) {
        seed = seed * 1664525 + 1013904223; /* Numerical Recipes */
        bytes[i] = (char)(seed >> 24);
    }
    assert_round_trip(bytes, SIZE);
    free(bytes);
}

static void test_a_failed_buffer_is_not_compressed(void **state)
{
    struct buffer buffer = {.failed = true};

    (void)state;
    assert_null(gzip_new(&buffer));
    assert_null(buffer.bytes);
}

static void test_one_may_give_up_between_slices(void **state)
{
    static char bytes[200000];
    struct buffer buffer = BUFFER_INIT;
    struct gzip *gzip;
    int64_t steps = 0;

    (void)state;
    buffer_append(&buffer, bytes, sizeof bytes);
    gzip = gzip_new(&buffer);
    assert_false(gzip_is_short(gzip));
    assert_false(gzip_continue(gzip, &steps));
    gzip_free(gzip); /* releases all */
    gzip_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_and_short_bodies),
        cmocka_unit_test(test_repetitive_bytes),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_one_may_give_up_between_slices),
        cmocka_unit_test(test_a_failed_buffer_is_not_compressed),
    };

    return cmocka_run_group_tests_name("gzip", tests, NULL, NULL);
}
