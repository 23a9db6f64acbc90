/*
 * Code that the notations share.
 */

#include "index/search/notation/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_numbers_up_to_the_last_code_point(void **state)
{
    static const struct {
        const char *digits;
        unsigned base;
        bool parsed;
        uint32_t value;
    } numbers[] = {
        {"0", 10, true, 0},
        {"9728", 10, true, 9728},
        {"1114111", 10, true, 0x10FFFF},
        {"00000000000000000000007", 10, true, 7},
        {"2600", 16, true, 0x2600},
        {"aBcDe", 16, true, 0xABCDE},
        {"10FFFF", 16, true, 0x10FFFF},
        {"", 10, false, 0},
        {"", 16, false, 0},
        {"A", 10, false, 0},
        {"1114112", 10, false, 0},
        {"110000", 16, false, 0},
        {"FFFFFFFFFFFFFFFFFFFF", 16, false, 0}, /* no overflow brings it back */
        {"100000001", 16, false, 0},
        {"12 ", 10, false, 0},
        {"-1", 10, false, 0},
        {"G", 16, false, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        uint32_t value;
        bool parsed =
            notation_number(numbers[i].digits, strlen(numbers[i].digits), numbers[i].base, &value);

        if (parsed != numbers[i].parsed)
            fail_msg("\"%s\" in base %u", numbers[i].digits, numbers[i].base);
        if (parsed)
            assert_int_equal(value, numbers[i].value);
    }
}

static void test_results_are_in_order(void **state)
{
    uint32_t points[2];
    struct notation_error error;
    struct notation_reader reader = {.points = points, .error = &error};

    (void)state;
    assert_int_equal(notation_add(&reader, 0x2600), NOTATION_OK);
    assert_int_equal(notation_add(&reader, 0x2601), NOTATION_OK);
    assert_int_equal(reader.count, 2);
    assert_int_equal(points[0], 0x2600);
    assert_int_equal(points[1], 0x2601);
    assert_int_equal(notation_fail(&reader, 7, "why"), NOTATION_ERROR);
    assert_int_equal(error.at, 7);
    assert_string_equal(error.message, "why");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_up_to_the_last_code_point),
        cmocka_unit_test(test_results_are_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
