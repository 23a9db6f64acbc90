/*
 * Codes of the Alt key, and other words that begin with alt.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_windows_1252_with_a_zero(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_alt_codes, "alt 0151", 0x2014);
    ASSERT_READS(index, reading_alt_codes, "Alt+0149", 0x2022);
    ASSERT_READS(index, reading_alt_codes, "ALT-0151", 0x2014);
    ASSERT_READS(index, reading_alt_codes, "alt0151", 0x2014);
    ASSERT_READS(index, reading_alt_codes, "alt code 0151", 0x2014);
    ASSERT_READS(index, reading_alt_codes, "alt + 0151", 0x2014);
    ASSERT_READS(index, reading_alt_codes, "alt key 0128", 0x20AC);
    ASSERT_READS(index, reading_alt_codes, "alt_0169", 0xA9);
}

static void test_code_page_437_without(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_alt_codes, "alt 130", 0xE9);
    ASSERT_READS(index, reading_alt_codes, "alt 1", 0x263A);
    ASSERT_READS(index, reading_alt_codes, "alt 3", 0x2665);
    ASSERT_READS(index, reading_alt_codes, "alt 31", 0x25BC);
    ASSERT_READS(index, reading_alt_codes, "alt 32", 0x20);
    ASSERT_READS(index, reading_alt_codes, "alt 127", 0x2302);
    ASSERT_READS(index, reading_alt_codes, "alt 255", 0xA0);
    ASSERT_READS(index, reading_alt_codes, "alt 227", 0x3C0);
    ASSERT_READS(index, reading_alt_codes, "alt 65", 0x41);
}

static void test_large_numbers(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_alt_codes, "alt 9731", 0x2603, 0x2665);
    ASSERT_READS(index, reading_alt_codes, "alt 0256", 0x100, 0x0);
    ASSERT_READS(index, reading_alt_codes, "alt 128512", 0x1F600, 0x0);
}

static void test_alt_x(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_alt_codes, "alt+x 2603", 0x2603);
    ASSERT_READS(index, reading_alt_codes, "alt x 20ac", 0x20AC);
    ASSERT_READS(index, reading_alt_codes, "alt-x U+2603", 0x2603);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "alt",      "alternative", "alternate 130",    "altar",  "alt 1114112",
        "alt 5.5",  "alt 13a",     "alt 130 \xC3\xA9", "alt gr", "ALT key",
        "salt 130", "alt+f4",      "alt 0x97"};

    assert_not_read(*state, reading_alt_codes, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows_1252_with_a_zero),
        cmocka_unit_test(test_code_page_437_without),
        cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_alt_x),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
