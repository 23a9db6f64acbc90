/*
 * U+2600.
 */

#include "tests/unit/index/search/notation/reading.h"

static void test_one_to_any_number_of_digits(void **state)
{
    static const struct reading readings[] = {
        {"U+0", 1, {0}},
        {"u+41", 1, {0x41}},
        {"U+2600", 1, {0x2600}},
        {"U+10ffFF", 1, {0x10FFFF}},
        {"U+00010FFFF", 1, {0x10FFFF}},
        {"U+D800", 1, {0xD800}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_other_texts_with_this_letter(void **state)
{
    static const char *const texts[] = {"U", "u", "u2600", "U-2600", "uu+2600", "+2600"};

    (void)state;
    assert_no_match(texts, COUNT(texts));
}

static void test_malformed_from_the_digits_on(void **state)
{
    static const struct misreading misreadings[] = {
        {"U+", 2},       {"U+G", 2},     {"U+110000", 2}, {"U+2600x", 2},
        {"U+2600..", 2}, {"u+ 2600", 2}, {"U+-1", 2},     {"U+FFFFFFFFFFFFFFFFFFFF", 2},
    };

    (void)state;
    assert_malformed(misreadings, COUNT(misreadings));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_to_any_number_of_digits),
        cmocka_unit_test(test_other_texts_with_this_letter),
        cmocka_unit_test(test_malformed_from_the_digits_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
