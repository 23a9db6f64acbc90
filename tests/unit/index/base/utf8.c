/*
 * UTF-8 against the table of well-formed byte sequences in the Unicode Standard (table 3-7): every
 * code point, every two-byte sequence, and the limits of the three- and four-byte sequences.
 */

#include "index/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool between(uint8_t byte, uint8_t low, uint8_t high)
{
    return byte >= low && byte <= high;
}

/* Table 3-7: the length of the well-formed sequence at the start, or 0. */
static size_t well_formed(const uint8_t *b, size_t size)
{
    static const struct {
        uint8_t first_low, first_high, second_low, second_high;
        size_t size;
    } rows[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };

    if (b[0] < 0x80)
        return 1;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!between(b[0], rows[i].first_low, rows[i].first_high))
            continue;
        if (size < rows[i].size || !between(b[1], rows[i].second_low, rows[i].second_high))
            return 0;
        for (size_t at = 2; at < rows[i].size; at++)
            if (!between(b[at], 0x80, 0xBF))
                return 0;
        return rows[i].size;
    }
    return 0;
}

/* By the table: is the text valid, and how many code points and stray bytes does it have? */
static bool judge(const uint8_t *bytes, size_t size, size_t *length)
{
    bool valid = true;

    *length = 0;
    for (size_t at = 0; at < size; (*length)++) {
        size_t step = well_formed(bytes + at, size - at);

        valid &= step > 0;
        at += step > 0 ? step : 1;
    }
    return valid;
}

static void assert_judged(const uint8_t *bytes, size_t size)
{
    const char *text = (const char *)bytes;
    size_t expected = well_formed(bytes, size), length, at = 0;
    int32_t point = utf8_next(text, size, &at);

    if (at != (expected ? expected : 1) || (point < 0) != (expected == 0))
        fail_msg("%02x %02x… of %zu: %d, %zu on", bytes[0], size > 1 ? bytes[1] : 0, size, point,
                 at);
    if (utf8_valid(text, size) != judge(bytes, size, &length) || utf8_length(text, size) != length)
        fail_msg("%02x %02x… of %zu is judged differently", bytes[0], size > 1 ? bytes[1] : 0,
                 size);
}

/* The copy has exactly its size, so that the sanitizer sees a read past a truncated sequence. */
static uint8_t *exactly(size_t size)
{
    uint8_t *bytes = malloc(size);

    assert_non_null(bytes);
    memset(bytes, 0, size);
    return bytes;
}

static void test_every_code_point_there_and_back(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        char bytes[UTF8_MAX_SIZE + 1];
        size_t size, at = 0;

        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        memset(bytes, 0x55, sizeof bytes);
        size = utf8_write(bytes, point);
        assert_int_equal(size, 1u + (point > 0x7F) + (point > 0x7FF) + (point > 0xFFFF));
        assert_int_equal(bytes[size], 0x55); /* does not write a NUL */
        assert_int_equal(utf8_next(bytes, size, &at), point);
        assert_int_equal(at, size);
        assert_judged((const uint8_t *)bytes, size);
    }
}

static void test_every_sequence_of_one_and_two_bytes(void **state)
{
    uint8_t *one = exactly(1), *two = exactly(2);

    (void)state;
    for (unsigned i = 0; i < 0x100; i++) {
        one[0] = (uint8_t)i;
        assert_judged(one, 1);
    }
    for (unsigned i = 0; i < 0x10000; i++) {
        two[0] = (uint8_t)(i >> 8);
        two[1] = (uint8_t)i;
        assert_judged(two, 2);
    }
    free(one);
    free(two);
}

static void test_sequences_of_three_bytes(void **state)
{
    uint8_t *three = exactly(3);

    (void)state;
    for (unsigned i = 0xE00000; i < 0xF10000; i++) {
        three[0] = (uint8_t)(i >> 16);
        three[1] = (uint8_t)(i >> 8);
        three[2] = (uint8_t)i;
        /* All third bytes in a row of the table are treated the same, so every 16th is enough. */
        if (three[2] % 16 == 0 || three[2] % 16 == 15)
            assert_judged(three, 3);
    }
    free(three);
}

static void test_the_edges_of_four_bytes(void **state)
{
    static const uint8_t edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xE2, 0xFF};
    uint8_t *four = exactly(4);

    (void)state;
    for (unsigned first = 0xEF; first < 0x100; first++)
        for (unsigned second = 0; second < 0x100; second++)
            for (size_t third = 0; third < COUNT(edges); third++)
                for (size_t fourth = 0; fourth < COUNT(edges); fourth++) {
                    four[0] = (uint8_t)first;
                    four[1] = (uint8_t)second;
                    four[2] = edges[third];
                    four[3] = edges[fourth];
                    assert_judged(four, 4);
                }
    free(four);
}

static void test_walking_continues_past_stray_bytes(void **state)
{
    static const char text[] = "a\xC3\xA9\xFF\xE2\x98z\xF0\x9F\x98\x80\xED\xA0\x80";
    static const int32_t expected[] = {'a', 0xE9, -1, -1, -1, 'z', 0x1F600, -1, -1, -1};
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(utf8_next(text, sizeof text - 1, &at), expected[i]);
    assert_int_equal(at, sizeof text - 1);
    assert_int_equal(utf8_length(text, sizeof text - 1), COUNT(expected));
    assert_false(utf8_valid(text, sizeof text - 1));
}

static void test_the_empty_text_is_valid(void **state)
{
    (void)state;
    assert_true(utf8_valid("", 0));
    assert_int_equal(utf8_length("", 0), 0);
    assert_true(utf8_valid("\0", 1));
    assert_int_equal(utf8_length("\0", 1), 1);
}

static void test_all_code_points_except_surrogates_are_encoded(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x120000; point++)
        assert_int_equal(utf8_encodes(point), point < 0x110000 && point >> 11 != 0x1B);
    assert_false(utf8_encodes(UINT32_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point_there_and_back),
        cmocka_unit_test(test_every_sequence_of_one_and_two_bytes),
        cmocka_unit_test(test_sequences_of_three_bytes),
        cmocka_unit_test(test_the_edges_of_four_bytes),
        cmocka_unit_test(test_walking_continues_past_stray_bytes),
        cmocka_unit_test(test_the_empty_text_is_valid),
        cmocka_unit_test(test_all_code_points_except_surrogates_are_encoded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
