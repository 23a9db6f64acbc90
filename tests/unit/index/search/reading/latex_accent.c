/*
 * Accents of LaTeX.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_composed_letters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_latex_accent, "\\\"a", 0xE4);
    ASSERT_READS(index, reading_latex_accent, "\\\"{a}", 0xE4);
    ASSERT_READS(index, reading_latex_accent, "\\\"A", 0xC4);
    ASSERT_READS(index, reading_latex_accent, "\\'e", 0xE9);
    ASSERT_READS(index, reading_latex_accent, "\\' e", 0xE9);
    ASSERT_READS(index, reading_latex_accent, "\\c{c}", 0xE7);
    ASSERT_READS(index, reading_latex_accent, "\\c c", 0xE7);
    ASSERT_READS(index, reading_latex_accent, "\\v{s}", 0x161);
    ASSERT_READS(index, reading_latex_accent, "\\~n", 0xF1);
    ASSERT_READS(index, reading_latex_accent, "\\^o", 0xF4);
    ASSERT_READS(index, reading_latex_accent, "\\=a", 0x101);
    ASSERT_READS(index, reading_latex_accent, "\\.z", 0x17C);
    ASSERT_READS(index, reading_latex_accent, "\\u{a}", 0x103);
    ASSERT_READS(index, reading_latex_accent, "\\H{o}", 0x151);
    ASSERT_READS(index, reading_latex_accent, "\\k{a}", 0x105);
    ASSERT_READS(index, reading_latex_accent, "\\r{a}", 0xE5);
    ASSERT_READS(index, reading_latex_accent, "\\hat{a}", 0xE2);
    ASSERT_READS(index, reading_latex_accent, "\\ddot u", 0xFC);
    ASSERT_READS(index, reading_latex_accent, "\\not=", 0x2260);
    ASSERT_READS(index, reading_latex_accent, "\\not\\in", 0x2209);
    ASSERT_READS(index, reading_latex_accent, "\\not \\in", 0x2209);
    ASSERT_READS(index, reading_latex_accent, "\\not\xE2\x88\x88", 0x2209);
}

static void test_dotless_letters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_latex_accent, "\\'\\i", 0xED);
    ASSERT_READS(index, reading_latex_accent, "\\'{\\i}", 0xED);
    ASSERT_READS(index, reading_latex_accent, "\\v\\j", 0x1F0);
}

static void test_letters_without_a_composed_form(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_latex_accent, "\\'{q}", 'q', 0x301);
    ASSERT_READS(index, reading_latex_accent, "\\vec{v}", 'v', 0x20D7);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "\\",       "\\\"",  "\\\"{}",  "\\\"ab", "\\ca",  "\\vec",    "\\v",     "\\vs",
        "\\\"{ab}", "\\'{a", "\"a",     "'e",     "\\n",   "\\times",  "\\\\\"a", "\\' ",
        "\\c{ }",   "hat a", "\\\"\\q", "\\",     "\\not", "\\nothing"};

    assert_not_read(*state, reading_latex_accent, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_composed_letters),
        cmocka_unit_test(test_dotless_letters),
        cmocka_unit_test(test_letters_without_a_composed_form),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
