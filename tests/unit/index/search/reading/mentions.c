/*
 * Code points among words that say nothing, and among words that are meant.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_words_that_say_nothing(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mentions, "what is U+2603?", 0x2603);
    ASSERT_READS(index, reading_mentions, "U+2603 symbol", 0x2603);
    ASSERT_READS(index, reading_mentions, "unicode character u+2603", 0x2603);
    ASSERT_READS(index, reading_mentions, "0x2603 in Unicode", 0x2603);
    ASSERT_READS(index, reading_mentions, "the characters: \\u2603, \\u2604", 0x2603, 0x2604);
}

static void test_words_of_the_name(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mentions, "U+2603: SNOWMAN", 0x2603);
    ASSERT_READS(index, reading_mentions, "U+2603;SNOWMAN", 0x2603);
    ASSERT_READS(index, reading_mentions, "Snowman (U+2603)", 0x2603);
    ASSERT_READS(index, reading_mentions, "U+2603 \u2013 SNOWMAN", 0x2603);
    ASSERT_READS(index, reading_mentions, "U+2212 minus sign", 0x2212);
}

static void test_numbers_that_are_announced(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mentions, "2603 hex", 0x2603);
    ASSERT_READS(index, reading_mentions, "unicode character 2603", 0x2603, 0xA2B);
    ASSERT_READS(index, reading_mentions, "utf-16 2603", 0x2603);
    ASSERT_READS(index, reading_mentions, "decimal code 9731", 0x2603);
    ASSERT_READS(index, reading_mentions, "the character 1F600", 0x1F600);
}

/* What the program itself shows as ways to type a character. */
static void test_keys(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_mentions, "Ctrl-Shift-U 2603 Enter", 0x2603);
    ASSERT_READS(index, reading_mentions, "ctrl+shift+u 2603", 0x2603);
    ASSERT_READS(index, reading_mentions, "Option 2603", 0x2603);
    ASSERT_READS(index, reading_mentions, "2603 Alt-X", 0x2603);
    ASSERT_READS(index, reading_mentions, "Ctrl-V u 2603", 0x2603);
    ASSERT_READS(index, reading_mentions, "Ctrl-X 8 Enter 2603 Enter", 0x2603);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"U+2603",
                                        "U+2603 U+2604",
                                        "U+2603, U+2604",
                                        "U+2603 cat",
                                        "U+2603 snow",
                                        "U+2603 -snowman",
                                        "-U+2603 snowman",
                                        "U+2603|U+2604 symbol",
                                        "U+2600..U+2603 symbol",
                                        "block:arrows U+2192",
                                        "emoji:yes U+2603",
                                        "snow* U+2603",
                                        "2603",
                                        "2603 2604",
                                        "2603 snowman",
                                        "sign 1984",
                                        "emoji 2021",
                                        "code 12",
                                        "code dead",
                                        "unicode",
                                        "utf-8 e29883",
                                        "utf8:e29883",
                                        "hex 110000",
                                        "U+110000 symbol",
                                        "12:30",
                                        "?",
                                        "1 ?"};

    assert_not_read(*state, reading_mentions, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_that_say_nothing),     cmocka_unit_test(test_words_of_the_name),
        cmocka_unit_test(test_numbers_that_are_announced), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
