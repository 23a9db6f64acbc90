/*
 * References of HTML that the query language refuses, and other ampersands.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_without_a_semicolon(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_references, "&hearts", 0x2665);
    ASSERT_READS(index, reading_references, "&#9728", 0x2600);
    ASSERT_READS(index, reading_references, "&#x2603", 0x2603);
    ASSERT_READS(index, reading_references, "&#X2603", 0x2603);
    ASSERT_READS(index, reading_references, "&eacute", 0xE9);
}

static void test_several_and_among_other_characters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_references, "&hearts; &clubs;", 0x2665, 0x2663);
    ASSERT_READS(index, reading_references, "&hearts &clubs", 0x2665, 0x2663);
    ASSERT_READS(index, reading_references, "M&uuml;ller", 0xFC, 0x4D, 0x6C, 0x65, 0x72);
    ASSERT_READS(index, reading_references, "Tom &amp; Jerry", 0x26, 0x54, 0x6F, 0x6D, 0x4A, 0x65,
                 0x72, 0x79);
    ASSERT_READS(index, reading_references, "(&hearts;)", 0x2665);
    ASSERT_READS(index, reading_references, "\"&#9728;\"", 0x2600);
}

static void test_numbers_of_windows_1252(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_references, "&#151;", 0x2014);
    ASSERT_READS(index, reading_references, "&#146", 0x2019);
    ASSERT_READS(index, reading_references, "&#x80;", 0x20AC);
    ASSERT_READS(index, reading_references, "it&#146;s", 0x2019, 0x69, 0x74, 0x73);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "&",          "&&",   "AT&T",       "R&D",      "&nosuchname", "&nosuchname;",   "&#",
        "&#;",        "&#x;", "&#1114112;", "&hearts;", "&#9728;",     "&#9728;&#9729;", "&starf;",
        "rock & roll"};

    assert_not_read(*state, reading_references, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_semicolon),
        cmocka_unit_test(test_several_and_among_other_characters),
        cmocka_unit_test(test_numbers_of_windows_1252),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
