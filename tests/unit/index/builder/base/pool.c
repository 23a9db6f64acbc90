/*
 * Interned strings: the same bytes always have the same number, however many strings are added in
 * between.
 */

#include "index/builder/base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_string(const struct pool *pool, uint32_t number, const char *text)
{
    struct slice slice = pool_get(pool, number);

    assert_int_equal(slice.size, strlen(text));
    assert_memory_equal(slice.bytes, text, slice.size);
}

static void test_numbers_follow_the_first_occurrence(void **state)
{
    struct pool pool = {.slots = NULL};

    (void)state;
    assert_int_equal(pool_add(&pool, "b", 1), 0);
    assert_int_equal(pool_add(&pool, "a", 1), 1);
    assert_int_equal(pool_add(&pool, "", 0), 2);
    assert_int_equal(pool_add(&pool, "ab", 2), 3);
    assert_int_equal(pool_add(&pool, "b", 1), 0);
    assert_int_equal(pool_add(&pool, "", 0), 2);
    assert_int_equal(pool_add(&pool, "ab\0", 3), 4); /* bytes, not C strings */
    assert_int_equal(pool.count, 5);
    assert_string(&pool, 0, "b");
    assert_string(&pool, 2, "");
    assert_string(&pool, 3, "ab");
    assert_int_equal(pool_get(&pool, 4).size, 3);
    pool_release(&pool);
    assert_int_equal(pool.count, 0);
}

/* The first string may be empty, while nothing is allocated for bytes yet. */
static void test_only_the_empty_string(void **state)
{
    struct pool pool = {.slots = NULL};

    (void)state;
    assert_int_equal(pool_add(&pool, "", 0), 0);
    assert_int_equal(pool_add(&pool, "", 0), 0);
    assert_string(&pool, 0, "");
    pool_release(&pool);
    pool_release(&pool);
}

static void test_ten_thousand_strings(void **state)
{
    struct pool pool = {.slots = NULL};
    char text[16];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 10000; i++) {
            (void)snprintf(text, sizeof text, "%u", i * 7919);
            assert_int_equal(pool_add(&pool, text, strlen(text)), i);
        }
    }
    for (uint32_t i = 0; i < 10000; i += 3) {
        (void)snprintf(text, sizeof text, "%u", i * 7919);
        assert_string(&pool, i, text);
    }
    pool_release(&pool);
}

static void test_more_than_an_index_can_hold(void **state)
{
    struct pool pool = {.slots = NULL};

    (void)state;
    assert_int_equal(pool_add(&pool, "kept", 4), 0);
    /* Refused by size alone: the bytes do not exist, and only the hash reads them. */
    pool.bytes.size = FORMAT_MAX_SIZE - 4;
    assert_int_equal(pool_add(&pool, "12345", 5), POOL_FAILED);
    pool.bytes.size = 4;
    assert_int_equal(pool_add(&pool, "12345", 5), 1);
    pool_release(&pool);
}

static void test_the_order_of_bytes(void **state)
{
    static const char *const ascending[] = {"", "\x01", "a", "aa", "ab", "b", "\xC3\xA9", "\xFF"};

    (void)state;
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 8; j++) {
            struct slice a = {.bytes = ascending[i], .size = strlen(ascending[i])};
            struct slice b = {.bytes = ascending[j], .size = strlen(ascending[j])};
            int order = slice_compare(a, b);

            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void test_strings_and_their_offsets_are_written(void **state)
{
    struct pool pool = {.slots = NULL};
    struct chunks chunks = {0};
    const struct buffer *offsets = &chunks.list[CHUNK_XOFF], *text = &chunks.list[CHUNK_XTXT];

    (void)state;
    (void)pool_add(&pool, "smile", 5);
    (void)pool_add(&pool, "", 0);
    (void)pool_add(&pool, "sun", 3);
    pool_write(&pool, &chunks, CHUNK_XOFF, CHUNK_XTXT);
    assert_int_equal(offsets->size, 16);
    assert_int_equal(format_u32_at(offsets->bytes, 0), 0);
    assert_int_equal(format_u32_at(offsets->bytes, 1), 5);
    assert_int_equal(format_u32_at(offsets->bytes, 2), 5);
    assert_int_equal(format_u32_at(offsets->bytes, 3), 8);
    assert_int_equal(text->size, 8);
    assert_memory_equal(text->bytes, "smilesun", 8);
    chunks_release(&chunks);
    pool_release(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_follow_the_first_occurrence),
        cmocka_unit_test(test_only_the_empty_string),
        cmocka_unit_test(test_ten_thousand_strings),
        cmocka_unit_test(test_more_than_an_index_can_hold),
        cmocka_unit_test(test_the_order_of_bytes),
        cmocka_unit_test(test_strings_and_their_offsets_are_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
