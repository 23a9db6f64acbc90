/*
 * UTF-8 that was misread, and texts that were not.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_windows_1252_and_latin_1(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mojibake, "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2", 0x2019);
    ASSERT_READS(index, reading_mojibake, "\xC3\x83\xC2\xA9", 0xE9);
    ASSERT_READS(index, reading_mojibake, "\xC3\xA2\xCB\x9C\xC6\x92", 0x2603);
    ASSERT_READS(index, reading_mojibake, "\xC3\x82\xC2\xA9", 0xA9);
    ASSERT_READS(index, reading_mojibake, "\xC3\xB0\xC5\xB8\xCB\x9C\xE2\x82\xAC", 0x1F600);
    ASSERT_READS(index, reading_mojibake, "\xC3\x83\xC2\xA0", 0xE0);
    ASSERT_READS(index, reading_mojibake, "\xC3\x83\xC2\xA9\xC3\x83\xC2\xA8", 0xE9, 0xE8);
    ASSERT_READS(index, reading_mojibake, "\xC3\xA2\xC2\x80\xC2\x99", 0x2019);
}

static void test_twice_and_three_times(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mojibake,
                 "\xC3\x83\xC2\xA2\xC3\xA2\xE2\x80\x9A\xC2\xAC\xC3\xA2\xE2\x80\x9E\xC2\xA2",
                 0x2019);
    ASSERT_READS(index, reading_mojibake, "\xC3\x83\xC6\x92\xC3\x82\xC2\xA9", 0xE9);
    ASSERT_READS(index, reading_mojibake,
                 "\xC3\x83\xC6\x92\xC3\x86\xE2\x80\x99\xC3\x83\xE2\x80\x9A\xC3\x82\xC2\xA9", 0xE9);
}

static void test_other_code_pages(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mojibake, "\xCE\x93\xC3\x87\xC3\x96", 0x2019);
    ASSERT_READS(index, reading_mojibake, "\xE2\x80\x9A\xC3\x84\xC3\xB4", 0x2019);
    ASSERT_READS(index, reading_mojibake,
                 "\xD0\xA0\xD1\x97\xD0\xA1\xD0\x82\xD0\xA0\xD1\x91\xD0\xA0\xD0\x86\xD0\xA0\xC2\xB5"
                 "\xD0\xA1\xE2\x80\x9A",
                 0x43F, 0x440, 0x438, 0x432, 0x435, 0x442);
    ASSERT_READS(index, reading_mojibake, "\xD0\xB2\xD0\x82\xE2\x84\xA2", 0x2019);
    ASSERT_READS(index, reading_mojibake, "\xC3\x94\xC3\x87\xC3\x96", 0x2019);
    ASSERT_READS(index, reading_mojibake, "\xE2\x88\x9A\xC2\xA9", 0xE9);
}

static void test_among_other_characters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mojibake, "caf\xC3\x83\xC2\xA9", 0xE9, 0x63, 0x61, 0x66);
    ASSERT_READS(index, reading_mojibake, "it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s", 0x2019, 0x69, 0x74,
                 0x73);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "\xC3\xA9",
        "caf\xC3\xA9",
        "na\xC3\xAFve",
        "\xC3\x84rger",
        "fa\xC3\xA7"
        "ade",
        "\xC3\x83",
        "\xC3\xA2",
        "\xE2\x80\x99",
        "\xE2\x98\x83",
        "\xE2\x98\x82\xE2\x98\x83",
        "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82",
        "\xE6\xBC\xA2\xE5\xAD\x97",
        "\xF0\x9D\x93\x97\xF0\x9D\x93\xAE",
        "\xCF\x80\xE2\x89\x88"
        "3",
        "\xC3\x82me",
        "\xC3\x9C"
        "bung",
        "\xC3\xA9\xC3\x83\xC2\xA9\xE2\x98\x83",
        "snowman",
        "\xE2\x82\xAC",
        "\xC2\xA3"
        "5",
        "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E",
        "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80"};

    assert_not_read(*state, reading_mojibake, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_windows_1252_and_latin_1),
        cmocka_unit_test(test_twice_and_three_times),
        cmocka_unit_test(test_other_code_pages),
        cmocka_unit_test(test_among_other_characters),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
