/*
 * Compressed bytes are decompressed and compared.
 */

#include "server/answers/http/coding/compression.h"

#include "tests/unit/server/answers/http/coding/unpack.h"

enum { SLICE_STEPS = 50 * 1000 }; /* 0.25 ms */

static void assert_round_trip_in(enum coding coding, const char *bytes, size_t size)
{
    struct buffer buffer = BUFFER_INIT;
    struct compression *compression;
    size_t slices = 1;
    int64_t steps = 0, before = 0;

    buffer_append(&buffer, bytes, size);
    compression = compression_new(coding, &buffer);
    assert_non_null(compression);
    for (; !compression_continue(compression, &steps); slices++) {
        assert_in_range(steps - before, 1, SLICE_STEPS);
        before = steps;
    }
    assert_in_range(steps - before, 0, SLICE_STEPS);
    assert_in_range(slices, size / (64 * 1024), size / (8 * 1024) + 1);
    compression_take(compression, &buffer);
    compression_free(compression);
    assert_unpacks(coding, buffer.bytes, buffer.size, bytes, size);
    buffer_release(&buffer);
}

static void assert_round_trip(const char *bytes, size_t size)
{
    for
        EACH_CODING(coding)
    assert_round_trip_in(coding, bytes, size);
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

static int64_t steps_of_body(enum coding coding, size_t size)
{
    struct buffer buffer = BUFFER_INIT;
    struct compression *compression;
    int64_t steps = 0;

    for (size_t i = 0; i < size; i++)
        buffer_append(&buffer, "x", 1);
    compression = compression_new(coding, &buffer);
    assert_non_null(compression);
    while (!compression_continue(compression, &steps))
        continue;
    compression_free(compression);
    return steps;
}

/* A page is compressed as well as possible up to a size for each coding: zstd takes the start page, too. */
static void test_how_hard_it_tries(void **state)
{
    static const struct {
        enum coding coding;
        size_t most;
    } cases[] = {{CODING_GZIP, (size_t)24 * 1024}, {CODING_ZSTD, (size_t)48 * 1024}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct encoder *good = coding_encoder_new(cases[i].coding, ENCODE_BODY);
        struct encoder *fast = coding_encoder_new(cases[i].coding, ENCODE_LONG_BODY);

        assert_true(good && fast);
        assert_int_equal(steps_of_body(cases[i].coding, cases[i].most),
                         encoder_steps(good, cases[i].most));
        assert_in_range(steps_of_body(cases[i].coding, cases[i].most + 1), 1,
                        encoder_steps(fast, cases[i].most + 1));
        good->free(good);
        fast->free(fast);
    }
}

/* Incompressible bytes become longer, and must still fit. */
static void test_noise(void **state)
{
    enum { SIZE = 100000 };
    char *bytes = malloc(SIZE);

    (void)state;
    assert_non_null(bytes);
    fill_with_noise(bytes, SIZE);
    assert_round_trip(bytes, SIZE);
    free(bytes);
}

static void test_a_failed_buffer_is_not_compressed(void **state)
{
    struct buffer buffer = {.failed = true};

    (void)state;
    assert_null(compression_new(CODING_GZIP, &buffer));
    assert_null(buffer.bytes);
}

static void test_one_may_give_up_between_slices(void **state)
{
    static char bytes[200000];
    struct buffer buffer = BUFFER_INIT;
    struct compression *compression;
    int64_t steps = 0;

    (void)state;
    buffer_append(&buffer, bytes, sizeof bytes);
    compression = compression_new(CODING_GZIP, &buffer);
    assert_false(compression_is_short(compression));
    assert_false(compression_continue(compression, &steps));
    compression_free(compression); /* releases all */
    compression_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_and_short_bodies),
        cmocka_unit_test(test_repetitive_bytes),
        cmocka_unit_test(test_how_hard_it_tries),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_one_may_give_up_between_slices),
        cmocka_unit_test(test_a_failed_buffer_is_not_compressed),
    };

    return cmocka_run_group_tests_name("compression", tests, NULL, NULL);
}
