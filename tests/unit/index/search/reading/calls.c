/*
 * chr(9731) and its kin; what else has parentheses.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_functions(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_calls, "chr(9731)", 0x2603);
    ASSERT_READS(index, reading_calls, "chr(0x2603)", 0x2603);
    ASSERT_READS(index, reading_calls, "CHR(9731)", 0x2603);
    ASSERT_READS(index, reading_calls, "String.fromCharCode(9731)", 0x2603);
    ASSERT_READS(index, reading_calls, "String.fromCodePoint(0x1F600)", 0x1F600);
    ASSERT_READS(index, reading_calls, "ChrW(&H2603)", 0x2603);
    ASSERT_READS(index, reading_calls, "UNICHAR(9731)", 0x2603);
    ASSERT_READS(index, reading_calls, "String.fromCharCode(9731);", 0x2603);
    ASSERT_READS(index, reading_calls, "chr( 9731 )", 0x2603);
    ASSERT_READS(index, reading_calls, "Character.toString(9731)", 0x2603);
}

static void test_several_characters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_calls, "String.fromCharCode(72, 105)", 0x48, 0x69);
    ASSERT_READS(index, reading_calls, "String.fromCharCode(0xD83D, 0xDE00)", 0x1F600);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"chr",
                                        "chr()",
                                        "chr(x)",
                                        "chr(9731",
                                        "chr 9731)",
                                        "(9731)",
                                        ")",
                                        ";",
                                        "print(9731)",
                                        "fromCharCode",
                                        "chr(1114112)",
                                        "chr(9731) + 1",
                                        "chart(9731)",
                                        "left parenthesis (",
                                        "smile :)"};

    assert_not_read(*state, reading_calls, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_several_characters),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
