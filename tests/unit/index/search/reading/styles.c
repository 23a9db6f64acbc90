/*
 * Letters and numbers in a style, and other texts with such words.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_mathematical_letters(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_styles, "bold a", 0x1D41A, 0x1D400);
    ASSERT_READS(index, reading_styles, "bold A", 0x1D400, 0x1D41A);
    ASSERT_READS(index, reading_styles, "bold capital a", 0x1D400, 0x1D41A);
    ASSERT_READS(index, reading_styles, "fraktur g", 0x1D524, 0x1D50A);
    ASSERT_READS(index, reading_styles, "fraktur C", 0x212D, 0x1D520);
    ASSERT_READS(index, reading_styles, "double-struck r", 0x1D563, 0x211D);
    ASSERT_READS(index, reading_styles, "blackboard bold R", 0x211D, 0x1D563);
    ASSERT_READS(index, reading_styles, "script l", 0x2113, 0x1D4C1, 0x2112);
    ASSERT_READS(index, reading_styles, "italic h", 0x210E, 0x1D43B);
    ASSERT_READS(index, reading_styles, "bold italic x", 0x1D499, 0x1D47F);
    ASSERT_READS(index, reading_styles, "italic bold x", 0x1D499, 0x1D47F);
    ASSERT_READS(index, reading_styles, "sans serif bold b", 0x1D5EF, 0x1D5D5);
    ASSERT_READS(index, reading_styles, "monospace 1", 0x1D7F7);
    ASSERT_READS(index, reading_styles, "double struck 2", 0x1D7DA);
    ASSERT_READS(index, reading_styles, "bold alpha", 0x1D6C2, 0x1D6A8);
}

static void test_enclosed_letters_and_numbers(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_styles, "circled a", 0x24D0, 0x24B6);
    ASSERT_READS(index, reading_styles, "circled A", 0x24B6, 0x24D0);
    ASSERT_READS(index, reading_styles, "a in a circle", 0x24D0, 0x24B6);
    ASSERT_READS(index, reading_styles, "letter a in a circle", 0x24D0, 0x24B6);
    ASSERT_READS(index, reading_styles, "a circled b", 0x24D1, 0x24B7);
    ASSERT_READS(index, reading_styles, "circled 1", 0x2460);
    ASSERT_READS(index, reading_styles, "circled one", 0x2460);
    ASSERT_READS(index, reading_styles, "circled 21", 0x3251);
    ASSERT_READS(index, reading_styles, "parenthesized a", 0x249C, 0x1F110);
    ASSERT_READS(index, reading_styles, "squared a", 0x1F130);
    ASSERT_READS(index, reading_styles, "negative circled a", 0x1F150);
    ASSERT_READS(index, reading_styles, "negative squared a", 0x1F170);
    ASSERT_READS(index, reading_styles, "parenthesized 3", 0x2476);
}

static void test_raised_lowered_small_and_wide(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_styles, "superscript n", 0x207F, 0x1D3A);
    ASSERT_READS(index, reading_styles, "superscript 2", 0xB2);
    ASSERT_READS(index, reading_styles, "subscript 2", 0x2082);
    ASSERT_READS(index, reading_styles, "subscript a", 0x2090);
    ASSERT_READS(index, reading_styles, "subscript beta", 0x1D66);
    ASSERT_READS(index, reading_styles, "small capital r", 0x280);
    ASSERT_READS(index, reading_styles, "small caps r", 0x280);
    ASSERT_READS(index, reading_styles, "fullwidth a", 0xFF41, 0xFF21);
    ASSERT_READS(index, reading_styles, "fullwidth 7", 0xFF17);
    ASSERT_READS(index, reading_styles, "regional indicator c", 0x1F1E8);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"bold",         "a",
                                        "circle",       "bold a b c",
                                        "bold cat",     "black heart",
                                        "cat face",     "circled",
                                        "small a",      "capital a",
                                        "letter a",     "bold alphabet",
                                        "circled 99",   "circled division slash",
                                        "squared cool", "wide 123",
                                        "script",       "bold \xC3\xA9",
                                        "old english",  "greek capital alpha"};

    assert_not_read(*state, reading_styles, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mathematical_letters),
        cmocka_unit_test(test_enclosed_letters_and_numbers),
        cmocka_unit_test(test_raised_lowered_small_and_wide),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
