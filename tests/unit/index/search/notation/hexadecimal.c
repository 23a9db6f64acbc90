/*
 * 0x2600, and the words that begin with 0x.
 */

#include "tests/unit/index/search/notation/reading.h"

static void test_digits_up_to_the_last_code_point(void **state)
{
    static const struct reading readings[] = {
        {"0x0", 1, {0}},
        {"0x2600", 1, {0x2600}},
        {"0X1f600", 1, {0x1F600}},
        {"0x10FFFF", 1, {0x10FFFF}},
    };

    (void)state;
    assert_read(readings, COUNT(readings));
}

static void test_words_with_this_prefix(void **state)
{
    static const char *const texts[] = {"0",     "0x",    "0X",      "0xyz",  "0x110000", "0x26g",
                                        "x2600", "02600", "0x2600 ", "00x26", "0x-2600"};

    (void)state;
    assert_no_match(texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_up_to_the_last_code_point),
        cmocka_unit_test(test_words_with_this_prefix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
