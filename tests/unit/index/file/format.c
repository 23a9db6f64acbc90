/*
 * Numbers as the file stores them, and the names of the chunks.
 */

#include "index/file/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t bytes[] = {0xFF, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x88, 0xFF};

static void test_numbers_are_little_endian_at_any_alignment(void **state)
{
    (void)state;
    assert_int_equal(format_u16(bytes), 0x01FF);
    assert_int_equal(format_u16(bytes + 1), 0x0201);
    assert_int_equal(format_u32(bytes + 1), 0x04030201);
    assert_int_equal(format_u32(bytes + 6), 0xFF880706);
    assert_true(format_u64(bytes + 1) == UINT64_C(0x8807060504030201));
}

static void test_numbers_in_the_middle_of_an_array(void **state)
{
    static const uint8_t numbers[] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x80};

    (void)state;
    assert_int_equal(format_u32_at(numbers, 0), 1);
    assert_int_equal(format_u32_at(numbers, 1), 0x100);
    assert_int_equal(format_u32_at(numbers, 2), 0x80000000);
}

static void test_written_numbers_are_read_back_and_their_neighbours_unchanged(void **state)
{
    static const uint64_t values[] = {
        0, 1, 0x80, 0xFFFF, 0x12345678, UINT32_MAX, UINT64_MAX, UINT64_C(0x0123456789ABCDEF)};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        uint8_t out[10];

        memset(out, 0xEE, sizeof out);
        format_put_u16(out + 1, (uint16_t)values[i]);
        assert_int_equal(format_u16(out + 1), (uint16_t)values[i]);
        assert_int_equal(out[0], 0xEE);
        assert_int_equal(out[3], 0xEE);
        format_put_u32(out + 1, (uint32_t)values[i]);
        assert_int_equal(format_u32(out + 1), (uint32_t)values[i]);
        assert_int_equal(out[5], 0xEE);
        format_put_u64(out + 1, values[i]);
        assert_true(format_u64(out + 1) == values[i]);
        assert_int_equal(out[0], 0xEE);
        assert_int_equal(out[9], 0xEE);
    }
}

static void test_words_of_a_bitmap(void **state)
{
    (void)state;
    assert_int_equal(format_bitmap_words(0), 0);
    assert_int_equal(format_bitmap_words(1), 1);
    assert_int_equal(format_bitmap_words(64), 1);
    assert_int_equal(format_bitmap_words(65), 2);
    assert_int_equal(format_bitmap_words(UINT32_MAX), 1 << 26);
}

static void test_every_chunk_has_a_distinct_name(void **state)
{
    static const char ids[] = FORMAT_CHUNK_IDS;

    (void)state;
    for (size_t i = 0; i < CHUNK_COUNT; i++) {
        for (size_t letter = 0; letter < 4; letter++)
            assert_in_range(ids[i * 4 + letter], 'A', 'Z');
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(ids + i * 4, ids + j * 4, 4);
    }
    assert_memory_equal(ids + (size_t)CHUNK_SRCS * 4, "SRCS", 4);
    assert_memory_equal(ids + (size_t)CHUNK_TERM * 4, "TERM", 4);
    assert_memory_equal(ids + (size_t)CHUNK_CONV * 4, "CONV", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_little_endian_at_any_alignment),
        cmocka_unit_test(test_numbers_in_the_middle_of_an_array),
        cmocka_unit_test(test_written_numbers_are_read_back_and_their_neighbours_unchanged),
        cmocka_unit_test(test_words_of_a_bitmap),
        cmocka_unit_test(test_every_chunk_has_a_distinct_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
