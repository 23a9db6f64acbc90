/*
 * Escapes of programs and of CSS. Commands of LaTeX and paths of files look similar.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_css(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "\\2603", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\002603", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\2603 \\2604", 0x2603, 0x2604);
    ASSERT_READS(index, reading_escapes, "\\2603\\2604", 0x2603, 0x2604);
    ASSERT_READS(index, reading_escapes, "\\e9", 0xE9);
    ASSERT_READS(index, reading_escapes, "\\20", 0x20);
    ASSERT_READS(index, reading_escapes, "content: \"\\2603\";", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\1F600", 0x1F600);
}

static void test_perl_python_and_ruby(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "\\x{2603}", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\o{23003}", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\N{SNOWMAN}", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\N{snowman}", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\N{U+2603}", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\N{LATIN SMALL LETTER E WITH ACUTE}", 0xE9);
    ASSERT_READS(index, reading_escapes, "\\u{1F468 200D 1F469}", 0x1F468, 0x200D, 0x1F469);
    ASSERT_READS(index, reading_escapes, "\\u+2603", 0x2603);
}

static void test_too_few_or_too_many_digits(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "\\u1F600", 0x1F600);
    ASSERT_READS(index, reading_escapes, "\\U1F600", 0x1F600);
    ASSERT_READS(index, reading_escapes, "\\U2603", 0x2603);
    ASSERT_READS(index, reading_escapes, "\\x9", 0x9);
}

static void test_in_quotes_and_among_other_characters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "'\\u2603'", 0x2603);
    ASSERT_READS(index, reading_escapes, "\"\\u2603\"", 0x2603);
    ASSERT_READS(index, reading_escapes, "u'\\u2603'", 0x2603);
    ASSERT_READS(index, reading_escapes, "\"\\ud83d\\ude00\"", 0x1F600);
    ASSERT_READS(index, reading_escapes, "\\u2602 \\u2603", 0x2602, 0x2603);
    ASSERT_READS(index, reading_escapes, "caf\\u00e9", 0xE9, 0x63, 0x61, 0x66);
    ASSERT_READS(index, reading_escapes, "\\u00e9t\\u00e9", 0xE9, 0x74);
    ASSERT_READS(index, reading_escapes, "%u2603", 0x2603);
}

static void test_letters_and_octal_numbers_of_c(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "\\n", 0xA);
    ASSERT_READS(index, reading_escapes, "\\t", 0x9);
    ASSERT_READS(index, reading_escapes, "\\0", 0x0);
    ASSERT_READS(index, reading_escapes, "\\a", 0x7);
    ASSERT_READS(index, reading_escapes, "\\e", 0x1B);
    ASSERT_READS(index, reading_escapes, "\\r\\n", 0xD, 0xA);
    ASSERT_READS(index, reading_escapes, "\"\\n\"", 0xA);
    ASSERT_READS(index, reading_escapes, "\\033", 0x1B, 0x33);
    ASSERT_READS(index, reading_escapes, "\\177", 0x7F, 0x177);
}

static void test_bytes_that_are_utf8(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_escapes, "\\xe2\\x80\\x99", 0x2019);
    ASSERT_READS(index, reading_escapes, "\\xE2\\x98\\x83", 0x2603);
    ASSERT_READS(index, reading_escapes, "b'\\xe2\\x80\\x99'", 0x2019);
    ASSERT_READS(index, reading_escapes, "\\342\\202\\254", 0x20AC);
    ASSERT_READS(index, reading_escapes, "it\\xe2\\x80\\x99s", 0x2019, 0x69, 0x74, 0x73);
    ASSERT_READS(index, reading_escapes, "\\303\\251t\\303\\251", 0xE9, 0x74);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"\\",
                                        "\\\\",
                                        "\\alpha",
                                        "\\beta",
                                        "\\frac{1}{2}",
                                        "\\uparrow",
                                        "\\xi",
                                        "\\ae",
                                        "\\AA",
                                        "\\ddag",
                                        "\\deg",
                                        "\\not",
                                        "\\to",
                                        "\\times",
                                        "\\nabla",
                                        "\\rightarrow",
                                        "\\bar",
                                        "\\u26",
                                        "\\u{}",
                                        "\\u{110000}",
                                        "\\x",
                                        "\\x{}",
                                        "\\N{}",
                                        "\\N{NO SUCH NAME}",
                                        "\\N{SNOWMAN",
                                        "C:\\new\\table",
                                        "C:\\users",
                                        "\\d+\\s*",
                                        "foo\\nbar",
                                        "(a)\\1",
                                        "\\2603xyz\\",
                                        "\\u2603",
                                        "\\U0001F600",
                                        "\\u{1F600}",
                                        "\\xE9",
                                        "\\u2602\\u2603",
                                        "\\ud83d\\ude00",
                                        "100%",
                                        "snowman",
                                        "%us"};

    assert_not_read(*state, reading_escapes, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_css),
        cmocka_unit_test(test_perl_python_and_ruby),
        cmocka_unit_test(test_too_few_or_too_many_digits),
        cmocka_unit_test(test_in_quotes_and_among_other_characters),
        cmocka_unit_test(test_letters_and_octal_numbers_of_c),
        cmocka_unit_test(test_bytes_that_are_utf8),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
