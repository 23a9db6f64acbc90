/*
 * Code points as numbers, and numbers that are none.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_bare_numbers_are_hexadecimal_and_decimal(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "221E", 0x221E);
    ASSERT_READS(index, reading_code_points, "200B", 0x200B);
    ASSERT_READS(index, reading_code_points, "00BB", 0xBB);
    ASSERT_READS(index, reading_code_points, "00bb", 0xBB);
    ASSERT_READS(index, reading_code_points, "e9", 0xE9);
    ASSERT_READS(index, reading_code_points, "A9", 0xA9);
    ASSERT_READS(index, reading_code_points, "3b1", 0x3B1);
    ASSERT_READS(index, reading_code_points, "0001F600", 0x1F600);
    ASSERT_READS(index, reading_code_points, "10024", 0x10024, 0x2728);
    ASSERT_READS(index, reading_code_points, "9728", 0x9728, 0x2600);
    ASSERT_READS(index, reading_code_points, "8364", 0x8364, 0x20AC);
    ASSERT_READS(index, reading_code_points, "128512", 0x1F600);
    ASSERT_READS(index, reading_code_points, "233", 0x233, 0xE9);
    ASSERT_READS(index, reading_code_points, "41", 0x41, 0x29);
}

static void test_prefixes_of_glyphs_and_programs(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "u20ac", 0x20AC);
    ASSERT_READS(index, reading_code_points, "U20AC", 0x20AC);
    ASSERT_READS(index, reading_code_points, "uni2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "uni26032604", 0x2603, 0x2604);
    ASSERT_READS(index, reading_code_points, "u1F600", 0x1F600);
    ASSERT_READS(index, reading_code_points, "U-00002603", 0x2603);
    ASSERT_READS(index, reading_code_points, "x2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "#x2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "16#2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "&H2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "$2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "U+ 2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "u{2603}", 0x2603);
    ASSERT_READS(index, reading_code_points, "U+{2603}", 0x2603);
    ASSERT_READS(index, reading_code_points, "2603h", 0x2603);
    ASSERT_READS(index, reading_code_points, "02603H", 0x2603);
    ASSERT_READS(index, reading_code_points, "&x2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "\\char\"2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "^^^^2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "\"2603", 0x2603);
}

static void test_brackets_and_punctuation_around_it(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "(U+2603)", 0x2603);
    ASSERT_READS(index, reading_code_points, "<U+2603>", 0x2603);
    ASSERT_READS(index, reading_code_points, "[U+2603]", 0x2603);
    ASSERT_READS(index, reading_code_points, "'U+2603'", 0x2603);
    ASSERT_READS(index, reading_code_points, "U+2603.", 0x2603);
    ASSERT_READS(index, reading_code_points, "U+2603,", 0x2603);
    ASSERT_READS(index, reading_code_points, "(221E)", 0x221E);
    ASSERT_READS(index, reading_code_points, "<200b>", 0x200B);
    ASSERT_READS(index, reading_code_points, "\"u2603\".", 0x2603);
}

static void test_rows_as_data_files_have_them(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "0041 030A", 0x41, 0x30A);
    ASSERT_READS(index, reading_code_points, "U+0041 U+030A", 0x41, 0x30A);
    ASSERT_READS(index, reading_code_points, "U+0041+030A", 0x41, 0x30A);
    ASSERT_READS(index, reading_code_points, "0x41, 0x42", 0x41, 0x42);
    ASSERT_READS(index, reading_code_points, "0x41,0x42;", 0x41, 0x42);
    ASSERT_READS(index, reading_code_points, "{0x41, 0x42}", 0x41, 0x42);
    ASSERT_READS(index, reading_code_points, "1F468 200D 1F469", 0x1F468, 0x200D, 0x1F469);
    ASSERT_READS(index, reading_code_points, "1f468-200d-1f469", 0x1F468, 0x200D, 0x1F469);
    ASSERT_READS(index, reading_code_points, "emoji_u1f468_200d_1f469", 0x1F468, 0x200D, 0x1F469);
    ASSERT_READS(index, reading_code_points, "1F1E8 1F1ED", 0x1F1E8, 0x1F1ED);
    ASSERT_READS(index, reading_code_points, "9731, 9732", 0x9731, 0x9732, 0x2603, 0x2604);
    ASSERT_READS(index, reading_code_points, "72 101 108", 0x48, 0x65, 0x6C);
}

static void test_surrogates_are_one_character(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "d83d de00", 0x1F600);
    ASSERT_READS(index, reading_code_points, "D83DDE00", 0x1F600);
    ASSERT_READS(index, reading_code_points, "0xD83D 0xDE00", 0x1F600);
    ASSERT_READS(index, reading_code_points, "U+D83D U+DE00", 0x1F600);
}

static void test_numbers_after_a_word(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "unicode 221E", 0x221E);
    ASSERT_READS(index, reading_code_points, "unicode U+2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "code point 221e", 0x221E);
    ASSERT_READS(index, reading_code_points, "hex 2603", 0x2603);
    ASSERT_READS(index, reading_code_points, "hex e9", 0xE9);
    ASSERT_READS(index, reading_code_points, "decimal 9731", 0x2603);
    ASSERT_READS(index, reading_code_points, "ascii 65", 0x41);
    ASSERT_READS(index, reading_code_points, "html: 9731", 0x2603);
}

static void test_words_come_first_where_they_are_words(void **state)
{
    static const char *const texts[] = {"face", "cafe", "1984", "beef", "e9"};

    for (size_t i = 0; i < COUNT(texts); i++)
        assert_place(*state, reading_code_points, texts[i], READING_AFTER_EXACT);
    assert_place(*state, reading_code_points, "12", READING_AFTER_WORDS);
    assert_place(*state, reading_code_points, "u20ac", READING_FIRST);
}

static void test_the_limits_of_unicode(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_code_points, "E01EF", 0xE01EF);
    ASSERT_READS(index, reading_code_points, "0000", 0);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"dead",
                                        "add",
                                        "bed",
                                        "dad",
                                        "fee",
                                        "dead beef",
                                        "face cafe",
                                        "fade-bead",
                                        "7",
                                        "e",
                                        "f",
                                        "gabe",
                                        "dog",
                                        "cat face",
                                        "the 2603",
                                        "2603 snowman",
                                        "2024-01-15",
                                        "12:30",
                                        "555-1234",
                                        "U+2603",
                                        "0x2603",
                                        "U+2600..U+26FF",
                                        "110000000",
                                        "FFFFFFFF",
                                        "DE00D83D",
                                        "u",
                                        "uni",
                                        "unicode",
                                        "unicef",
                                        "unified",
                                        "u+",
                                        "U+2603|U+2604",
                                        "1 2",
                                        "2603 FFFF",
                                        "hexagon 2603",
                                        "eh",
                                        "12h",
                                        "fresh",
                                        "decade 1984",
                                        "-2603",
                                        "utf8:e9",
                                        "x",
                                        "0x",
                                        "#2603",
                                        "v2.0",
                                        "D800",
                                        "()",
                                        "<>",
                                        "''"};

    assert_not_read(*state, reading_code_points, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bare_numbers_are_hexadecimal_and_decimal),
        cmocka_unit_test(test_prefixes_of_glyphs_and_programs),
        cmocka_unit_test(test_brackets_and_punctuation_around_it),
        cmocka_unit_test(test_rows_as_data_files_have_them),
        cmocka_unit_test(test_surrogates_are_one_character),
        cmocka_unit_test(test_numbers_after_a_word),
        cmocka_unit_test(test_words_come_first_where_they_are_words),
        cmocka_unit_test(test_the_limits_of_unicode),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
