/*
 * Hexadecimal digits: every value and every byte.
 */

#include "index/base/hex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char upper[] = "0123456789ABCDEF", lower[] = "0123456789abcdef";

static void test_every_value_is_printed_in_upper_case(void **state)
{
    (void)state;
    for (unsigned value = 0; value < 16; value++)
        assert_int_equal(hex_digit(value), upper[value]);
}

static void test_only_the_low_four_bits_count(void **state)
{
    (void)state;
    assert_int_equal(hex_digit(0x2A), 'A');
    assert_int_equal(hex_digit(0x10FFF0), '0');
    assert_int_equal(hex_digit(UINT32_MAX), 'F');
}

static void test_every_byte_is_a_digit_or_not(void **state)
{
    (void)state;
    for (int byte = -128; byte < 128; byte++) {
        const char *in_upper = byte ? strchr(upper, byte) : NULL;
        const char *in_lower = byte ? strchr(lower, byte) : NULL;
        int expected = in_upper ? (int)(in_upper - upper) : in_lower ? (int)(in_lower - lower) : -1;

        assert_int_equal(hex_value((char)byte), expected);
    }
}

static void test_eight_digits_are_those_of_printf(void **state)
{
    static const uint32_t values[] = {0,         9,          0xA,        0x10,
                                      0x99AAFF0, 0x12345678, 0x9ABCDEF0, 0xFFFFFFFF};
    uint32_t value = 1;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        char expected[9];
        uint64_t digits;

        value = i < sizeof values / sizeof *values ? values[i] : value * 1664525 + 1013904223;
        digits = hex_digits(value);
        (void)snprintf(expected, sizeof expected, "%08X", value);
        for (size_t digit = 0; digit < 8; digit++)
            assert_int_equal(digits >> 8 * digit & 0xFF, expected[digit]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_value_is_printed_in_upper_case),
        cmocka_unit_test(test_eight_digits_are_those_of_printf),
        cmocka_unit_test(test_only_the_low_four_bits_count),
        cmocka_unit_test(test_every_byte_is_a_digit_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
