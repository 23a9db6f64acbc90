/*
 * Parsing from left to right.
 */

#include "index/search/reading/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_prefixes_in_any_case(void **state)
{
    struct slice text = slice_of("Alt+5");

    (void)state;
    assert_true(scan_take(&text, "alt"));
    assert_true(slice_is(text, "+5"));
    assert_false(scan_take(&text, "5"));
    assert_true(scan_take_any(&text, "+-"));
    assert_false(scan_take_any(&text, "+-"));
    assert_false(scan_take(&text, "55"));
    assert_true(slice_is(text, "5"));
}

static void test_numbers(void **state)
{
    struct slice text = slice_of("26zz");
    uint32_t value;

    (void)state;
    assert_int_equal(scan_digits(text, 10), 2);
    assert_false(scan_number(&text, 16, 3, 6, &value));
    assert_false(scan_number(&text, 16, 1, 1, &value));
    assert_true(scan_number(&text, 16, 2, 6, &value));
    assert_int_equal(value, 0x26);
    assert_false(scan_number(&text, 16, 0, 6, &value));
    text = slice_of("FFFFFFFF");
    assert_true(scan_number(&text, 16, 1, 9, &value));
    assert_int_equal(value, 0xFFFFFFFF);
    text = slice_of("100000000");
    assert_false(scan_number(&text, 16, 1, 9, &value));
    text = slice_of("18");
    assert_int_equal(scan_digits(text, 8), 1);
}

static void test_what_is_around_a_text(void **state)
{
    static const char *const texts[][2] = {
        {"(x)", "x"},  {"[x].", "x"}, {"\"x\"", "x"},  {"((x))", "x"},
        {"u'x'", "x"}, {"<x>", "x"},  {"b\"x\"", "x"}, {"( x )", "x"},
        {"x;", "x"},   {"()", "()"},  {".", "."},      {"(x", "(x"},
        {"x)", "x)"},  {"'", "'"},    {"''", "''"},    {"don't", "don't"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!slice_is(scan_unwrap(slice_of(texts[i][0])), texts[i][1]))
            fail_msg("%s", texts[i][0]);
}

static void test_what_the_query_language_reads(void **state)
{
    (void)state;
    assert_true(scan_is_notation(slice_of("U+2603")));
    assert_true(scan_is_notation(slice_of("&hearts;")));
    assert_false(scan_is_notation(slice_of("2603")));
    assert_false(scan_is_notation(slice_of("U+")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prefixes_in_any_case),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_what_is_around_a_text),
        cmocka_unit_test(test_what_the_query_language_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
