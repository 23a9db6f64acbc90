/*
 * Raised and lowered characters.
 */

#include "index/unicode/character.h"
#include "tests/unit/index/search/reading/reading.h"

static void test_superscripts(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_superscripts, "^2", 0xB2);
    ASSERT_READS(index, reading_superscripts, "^{2}", 0xB2);
    ASSERT_READS(index, reading_superscripts, "\\^2", 0xB2);
    ASSERT_READS(index, reading_superscripts, "^n", 0x207F);
    ASSERT_READS(index, reading_superscripts, "^{-1}", 0x207B, 0xB9);
    ASSERT_READS(index, reading_superscripts, "^(", 0x207D);
    ASSERT_READS(index, reading_superscripts, "\\^\\beta", 0x1D5D);
    ASSERT_READS(index, reading_superscripts, "^\xCE\xB2", 0x1D5D);
    ASSERT_READS(index, reading_superscripts, "^phi", 0x1D60);
    ASSERT_READS(index, reading_superscripts, "^V", 0x2C7D);
    ASSERT_READS(index, reading_superscripts, "x^2", 0xB2);
    ASSERT_READS(index, reading_superscripts, "10^-3", 0x207B, 0xB3);
    ASSERT_READS(index, reading_superscripts, "2^n", 0x207F);
    ASSERT_READS(index, reading_superscripts, "x^{n+1}", 0x207F, 0x207A, 0xB9);
    ASSERT_READS(index, reading_superscripts, "x_{i}", 0x1D62);
}

static void test_subscripts(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_superscripts, "_i", 0x1D62);
    ASSERT_READS(index, reading_superscripts, "_{10}", 0x2081, 0x2080);
    ASSERT_READS(index, reading_superscripts, "\\_beta", 0x1D66);
    ASSERT_READS(index, reading_superscripts, "_+", 0x208A);
}

static void test_every_form_decomposes_to_its_character(void **state)
{
    static const char *const marks[] = {"^", "_"};

    for (size_t i = 0; i < COUNT(marks); i++) {
        for (uint32_t point = '!'; point < 0x400; point++) {
            struct reading_answers answers;
            struct character character;
            char text[8];
            size_t size = 1;

            text[0] = marks[i][0];
            size += utf8_write(text + 1, point);
            read_text(*state, reading_superscripts, text, size, &answers);
            if (answers.document_count == 0)
                continue;
            assert_int_equal(answers.document_count, 1);
            character_describe(NULL, charindex_code_point(*state, answers.documents[0]),
                               &character);
            if (character.nfkd.points[0] == 0x2212)
                continue; /* of the minus sign, which is not on the keyboard */
            if (point == 0x3B1 || point == 0x3B5 || point == 0x3B9 || point == 0x3C5)
                continue; /* of the Latin letters that look like these */
            assert_int_equal(character.nfkd.points[0], point);
        }
    }
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {
        "^",       "_",    "^{}", "^ 2", "^Q",   "_b",         "\\2",
        "\\",      "2",    "^^2", "^_^", "^{2",  "__init__",   "x_1",
        "_q",      "T^T",  "o^o", "x^",  "x^{",  "snake_case", "abcdefghi^2",
        "x^2 + 1", "H_2O", "^.^", "^-^", "\\^Q", "_ab_",       "^11111111112222222"};

    assert_not_read(*state, reading_superscripts, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_superscripts),
        cmocka_unit_test(test_subscripts),
        cmocka_unit_test(test_every_form_decomposes_to_its_character),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
