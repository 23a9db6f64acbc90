/*
 * Pasted text, and what the query language already reads.
 */

#include "tests/unit/index/search/reading/reading.h"

static void test_letters_in_their_order(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_pasted, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82", 0x43F,
                 0x440, 0x438, 0x432, 0x435, 0x442);
    ASSERT_READS(index, reading_pasted, "\xE6\xBC\xA2\xE5\xAD\x97", 0x6F22, 0x5B57);
    ASSERT_READS(index, reading_pasted, "p\xD0\xB0ypal", 0x70, 0x430, 0x79, 0x61, 0x6C);
    ASSERT_READS(index, reading_pasted,
                 "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80!",
                 0x41F, 0x440, 0x438, 0x432, 0x435, 0x442, 0x2C, 0x43C, 0x21);
}

static void test_letters_and_symbols(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_pasted, "x\xC2\xB2", 0x78, 0xB2);
    ASSERT_READS(index, reading_pasted,
                 "\xCF\x80\xE2\x89\x88"
                 "3",
                 0x3C0, 0x2248, 0x33);
    ASSERT_READS(index, reading_pasted, "\xC3\xA9\xE2\x86\x92", 0xE9, 0x2192);
    ASSERT_READS(index, reading_pasted, "\xCE\xA3\xE2\x88\x9E", 0x3A3, 0x221E);
    ASSERT_READS(index, reading_pasted,
                 "\xF0\x9D\x93\x97\xF0\x9D\x93\xAE\xF0\x9D\x93\xB5\xF0\x9D\x93\xB5\xF0\x9D\x93\xB8",
                 0x1D4D7, 0x1D4EE, 0x1D4F5, 0x1D4F8);
    ASSERT_READS(index, reading_pasted, "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA2", 0x2460, 0x2461,
                 0x2462);
    ASSERT_READS(index, reading_pasted, "\xC2\xBD qzxp", 0xBD, 0x71, 0x7A, 0x78, 0x70);
}

static void test_white_space_beyond_ascii_is_kept(void **state)
{
    const struct charindex *index = *state;

    ASSERT_READS(index, reading_pasted, "10\xC2\xA0km", 0x31, 0x30, 0xA0, 0x6B, 0x6D);
    ASSERT_READS(index, reading_pasted,
                 "a\xE2\x80\x8B"
                 "b",
                 0x61, 0x200B, 0x62);
    ASSERT_READS(index, reading_pasted, "\xC3\xA9\xE2\x86\x92 \xC3\xA9", 0xE9, 0x2192);
}

static void test_where_it_stands(void **state)
{
    assert_place(*state, reading_pasted, "x\xC2\xB2", READING_FIRST);
    assert_place(*state, reading_pasted, "\xC3\xA9\xE2\x86\x92", READING_FIRST);
    assert_place(*state, reading_pasted, "\xE2\x91\xA0\xE2\x91\xA1\xE2\x91\xA2", READING_FIRST);
    assert_place(*state, reading_pasted, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82",
                 READING_AFTER_EXACT);
    assert_place(*state, reading_pasted, "\xE6\xBC\xA2\xE5\xAD\x97", READING_AFTER_EXACT);
    assert_place(*state, reading_pasted, "p\xD0\xB0ypal", READING_AFTER_EXACT);
    assert_place(*state, reading_pasted, "caf\xC3\xA9", READING_LAST);
    assert_place(*state, reading_pasted, "na\xC3\xAFve", READING_LAST);
    assert_place(*state, reading_pasted, "rock \xE2\x80\x99n\xE2\x80\x99 roll", READING_LAST);
    assert_place(*state, reading_pasted, "\xE2\x98\x83 cat", READING_AFTER_WORDS);
    assert_place(*state, reading_pasted,
                 "cat\xC2\xA0"
                 "face",
                 READING_LAST);
}

static void test_the_longest_text(void **state)
{
    struct reading_answers answers;
    char text[QUERY_MAX_SIZE];
    size_t size = 0;

    while (size + UTF8_MAX_SIZE <= sizeof text)
        size += utf8_write(text + size, 0x4E00 + (uint32_t)size);
    read_text(*state, reading_pasted, text, size, &answers);
    assert_int_equal(answers.document_count, size / 3);
}

/* Known words beside other characters are words. */
static void test_words_among_characters(void **state)
{
    static const struct {
        const char *text, *words;
        uint32_t point;
    } texts[] = {
        {"\u2600 black", "black", 0x2600},
        {"Black  HEART \u2665", "Black HEART", 0x2665},
        {"black \u2665 heart", "black heart", 0x2665},
        {"\u00BD cup", "cup", 0xBD},
        {"\u00E9 accent", "accent", 0xE9},
        {"\u2764\uFE0F red", "red", 0x2764},
        {"\u6C34 water", "water", 0x6C34},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        ASSERT_READS(index, reading_pasted, texts[i].text, texts[i].point);
        assert_reads_query(index, reading_pasted, texts[i].text, texts[i].words);
    }
    ASSERT_READS(index, reading_pasted, "x\u00B2 superscript", 0x78, 0xB2);
}

/* An unknown word, a single letter, other signs, and what may be a language: all of the text
 * is pasted. */
static void test_words_that_are_pasted(void **state)
{
    static const char *const texts[] = {
        "\u2600 qzxp",      "\u2600 black qzxp", "\u2600 a",           "\u2600 12",
        "\u2600 black!",    "caf\u00E9 black",   "\u2019n\u2019 roll", "don\u2019t black",
        "black\u00A0heart", "\u2600black",
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct reading_answers answers;

        read_text(*state, reading_pasted, texts[i], strlen(texts[i]), &answers);
        if (answers.query_count > 0 || answers.document_count < 2)
            fail_msg("\"%s\"", texts[i]);
    }
}

/* Each word that is looked up takes steps. */
static void test_words_take_steps(void **state)
{
    struct reading_answers answers = {.count = 0};
    struct budget budget = {.left = {[BUDGET_EVALUATE] = 20}, .find = 20};
    struct reader reader = {.index = *state,
                            .text = slice_of("\u2600 black"),
                            .budget = &budget,
                            .label = "pasted text",
                            .answers = &answers};

    reading_pasted(&reader);
    assert_int_equal(answers.query_count, 0);
}

static void test_what_is_not_read(void **state)
{
    static const char *const texts[] = {"\xC3\xA9",
                                        "\xE2\x98\x83",
                                        "\xE2\x98\x82\xE2\x98\x83",
                                        "->",
                                        "!!",
                                        "cat face",
                                        "don't",
                                        "block:arrows \xC3\xA9",
                                        "name:\xC3\xA9",
                                        "\xC3\xA9|\xC3\xA8",
                                        "-\xC3\xA9",
                                        "\xC3\xA9*",
                                        "na\xC3\xAFve*",
                                        "\xE2\x9D\xA4\xEF\xB8\x8F",
                                        "\xE2\x86\x92",
                                        "\xC2\xA0"};

    assert_not_read(*state, reading_pasted, texts, COUNT(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters_in_their_order),
        cmocka_unit_test(test_letters_and_symbols),
        cmocka_unit_test(test_white_space_beyond_ascii_is_kept),
        cmocka_unit_test(test_where_it_stands),
        cmocka_unit_test(test_the_longest_text),
        cmocka_unit_test(test_words_among_characters),
        cmocka_unit_test(test_words_that_are_pasted),
        cmocka_unit_test(test_words_take_steps),
        cmocka_unit_test(test_what_is_not_read),
    };

    return cmocka_run_group_tests(tests, characters_setup, index_teardown);
}
