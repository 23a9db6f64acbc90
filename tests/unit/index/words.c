/*
 * Text into words. The expected words are what Python's re.findall(r"\w+", text) gives, folded by
 * the C and S mappings of CaseFolding.txt.
 */

#include "index/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/buffer.h"
#include "index/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The words with one space between, from memory of exactly the text's size. */
static void assert_words(const char *text, size_t size, const char *expected)
{
    struct buffer found = BUFFER_INIT;
    struct words words;
    struct word word;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    words_init(&words, copy, size);
    while (words_next(&words, &word)) {
        if (found.size > 0)
            buffer_append_text(&found, " ");
        buffer_append(&found, word.folded, word.size);
    }
    assert_false(words_next(&words, &word)); /* the end stays the end */
    buffer_append(&found, "", 1);
    if (strcmp(found.bytes, expected) != 0)
        fail_msg("\"%s\" has the words \"%s\" instead of \"%s\"", text, found.bytes, expected);
    buffer_release(&found);
    free(copy);
}

struct example {
    const char *text, *words;
};

static void assert_examples(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_words(examples[i].text, strlen(examples[i].text), examples[i].words);
}

static void test_names(void **state)
{
    static const struct example names[] = {
        {"DIGIT NINE", "digit nine"},
        {"EURO-CURRENCY SIGN", "euro currency sign"},
        {"CJK UNIFIED IDEOGRAPH-4E00", "cjk unified ideograph 4e00"},
        {"TIBETAN LETTER -A", "tibetan letter a"},
        {"HANGUL JUNGSEONG O-E", "hangul jungseong o e"},
        {"VARIATION SELECTOR-17", "variation selector 17"},
        {"<control-0007>", "control 0007"},
        {"A", "a"},
    };

    (void)state;
    assert_examples(names, COUNT(names));
}

static void test_what_separates(void **state)
{
    static const struct example texts[] = {
        {"", ""},
        {" ", ""},
        {" \t\r\n,.;:!?-'\"()[]{}<>|*/\\+=&#@$%^`~", ""},
        {"  cat  face  ", "cat face"},
        {"cat,face;dog", "cat face dog"},
        {"it's", "it s"},
        {"a.b-c", "a b c"},
        {"_", "_"},
        {"__init__ snake_case", "__init__ snake_case"},
        {"0x2600", "0x2600"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
    assert_words("a\0b", 3, "a b");
    assert_words("\0", 1, "");
}

static void test_letters_of_every_script(void **state)
{
    static const struct example texts[] = {
        {"\xC3\xB1"
         "and\xC3\xBA",
         "\xC3\xB1"
         "and\xC3\xBA"},
        {"\xE6\xBC\xA2\xE5\xAD\x97", "\xE6\xBC\xA2\xE5\xAD\x97"},              /* CJK: one word */
        {"\xE4\xB8\x80\xE3\x80\x81\xE4\xBA\x8C", "\xE4\xB8\x80 \xE4\xBA\x8C"}, /* 一、二 */
        {"\xE3\x80\x87", "\xE3\x80\x87"},                                      /* 〇: a number */
        {"\xC2\xAA\xCA\xBC", "\xC2\xAA\xCA\xBC"}, /* ª and ʼ: letters */
        {"\xD7\xA9\xD7\x9C", "\xD7\xA9\xD7\x9C"},
        {"\xF0\x90\x8D\x88x", "\xF0\x90\x8D\x88x"}, /* Gothic, beyond the BMP */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_anything_with_a_numeric_value_belongs_to_words(void **state)
{
    static const struct example texts[] = {
        {"x\xC2\xB2", "x\xC2\xB2"}, /* x² */
        {"a\xC2\xBD"
         "b",
         "a\xC2\xBD"
         "b"},                                                              /* a½b */
        {"\xE2\x85\xA7", "\xE2\x85\xB7"},                                   /* Ⅷ folds to ⅷ */
        {"\xE2\x85\x93", "\xE2\x85\x93"},                                   /* ⅓ */
        {"\xE2\x91\xA0", "\xE2\x91\xA0"},                                   /* ① */
        {"\xD9\xA3", "\xD9\xA3"},                                           /* ٣ */
        {"\xEF\xBC\x99", "\xEF\xBC\x99"},                                   /* ９ */
        {"\xC2\xBD\xC2\xB2\xE2\x85\xA7_", "\xC2\xBD\xC2\xB2\xE2\x85\xB7_"}, /* one word */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_marks_and_symbols_split(void **state)
{
    static const struct example texts[] = {
        {"e\xCC\x81"
         "a",
         "e a"},          /* a combining acute accent */
        {"\xCC\x81", ""}, /* alone */
        {"a\xE2\x80\x8D"
         "b",
         "a b"}, /* zero width joiner */
        {"a\xE2\x80\x8B"
         "b",
         "a b"}, /* zero width space */
        {"a\xC2\xAD"
         "b",
         "a b"}, /* soft hyphen */
        {"a\xC2\xA0"
         "b",
         "a b"}, /* no-break space */
        {"a\xE2\x80\xBF"
         "b",
         "a b"}, /* undertie: punctuation, and no low line */
        {"cat\xE2\x98\x80"
         "face",
         "cat face"},
        {"\xE2\x98\x80\xF0\x9F\x98\x80", ""},
        {"\xEF\xBC\xBF", ""}, /* fullwidth low line */
        {"\xE2\x93\x90", ""}, /* ⓐ: alphabetic, but a symbol */
        {"\xEE\x80\x80", ""}, /* private use */
        {"\xEF\xBF\xBF", ""}, /* noncharacter */
        {"\xE2\x82\xAC"
         "5",
         "5"},
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_case_is_folded_one_to_one(void **state)
{
    static const struct example texts[] = {
        {"CaT fAcE", "cat face"},
        {"\xC3\x89\xC3\xA9", "\xC3\xA9\xC3\xA9"},
        {"\xCE\xA3\xCF\x83\xCF\x82", "\xCF\x83\xCF\x83\xCF\x83"}, /* Σσς: one letter */
        {"\xC5\xBF\xE2\x84\xAA\xE2\x84\xAB", "sk\xC3\xA5"},       /* ſ, kelvin, angstrom */
        {"\xE1\xBA\x9E", "\xC3\x9F"},                             /* ẞ: ß, not ss */
        {"\xC3\x9F", "\xC3\x9F"},
        {"\xEF\xAC\x81", "\xEF\xAC\x81"}, /* ﬁ stays one code point */
        {"\xC4\xB0I", "\xC4\xB0i"},       /* İ has no simple folding; I is no Turkish one */
        {"\xC8\xBA", "\xE2\xB1\xA5"},     /* Ⱥ: two bytes become three */
        {"\xEF\xBC\xA6\xEF\xBC\xB5\xEF\xBC\xAC\xEF\xBC\xAC",
         "\xEF\xBD\x86\xEF\xBD\x95\xEF\xBD\x8C\xEF\xBD\x8C"}, /* fullwidth */
        {"\xF0\x90\x90\x80", "\xF0\x90\x90\xA8"},             /* Deseret */
    };

    (void)state;
    assert_examples(texts, COUNT(texts));
}

static void test_a_word_knows_its_place(void **state)
{
    static const char text[] = " \xE2\x98\x80"
                               "Caf\xC3\xA9, \xC3\x89 ok";
    static const struct {
        size_t begin, end, length;
        uint32_t first;
    } expected[] = {{4, 9, 4, 'C'}, {11, 13, 1, 0xC9}, {14, 16, 2, 'o'}};
    struct words words;
    struct word word;

    (void)state;
    words_init(&words, text, sizeof text - 1);
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_true(words_next(&words, &word));
        assert_int_equal(word.begin, expected[i].begin);
        assert_int_equal(word.end, expected[i].end);
        assert_int_equal(word.length, expected[i].length);
        assert_int_equal(word.first, expected[i].first); /* unfolded */
    }
    assert_false(words_next(&words, &word));
}

/* The longest that folds into WORD_MAX_SIZE, and one letter more; then others go on. */
static void test_a_word_too_long_is_no_term(void **state)
{
    char text[4 * WORD_MAX_SIZE];
    struct words words;
    struct word word;

    (void)state;
    for (size_t length = 1; length <= 2 * (size_t)WORD_MAX_SIZE; length++) {
        memset(text, 'Q', length);
        memcpy(text + length, " next", 5);
        words_init(&words, text, length + 5);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.begin, 0);
        assert_int_equal(word.end, length);
        assert_int_equal(word.length, length);
        assert_int_equal(word.size, length <= WORD_MAX_SIZE - UTF8_MAX_SIZE + 1 ? length : 0);
        assert_true(words_next(&words, &word));
        assert_int_equal(word.size, 4);
        assert_memory_equal(word.folded, "next", 4);
    }
}

static void test_no_letter_is_folded_beyond_the_end(void **state)
{
    char text[3 * WORD_MAX_SIZE];
    struct words words;
    struct word word;

    (void)state;
    for (size_t ascii = 0; ascii < 8; ascii++) {
        for (size_t letters = 1; letters < WORD_MAX_SIZE; letters++) {
            size_t size = ascii, folded = ascii + letters * 3;

            memset(text, 'a', ascii);
            for (size_t i = 0; i < letters; i++)
                size += utf8_write(text + size, 0x23A); /* U+2C65 is longer */
            words_init(&words, text, size);
            assert_true(words_next(&words, &word));
            assert_int_equal(word.end, size);
            if (folded > WORD_MAX_SIZE)
                assert_int_equal(word.size, 0);
            else if (folded <= WORD_MAX_SIZE - UTF8_MAX_SIZE)
                assert_int_equal(word.size, folded);
        }
    }
}

/* Of ASCII exactly [0-9A-Za-z_]. */
static void test_single_code_points(void **state)
{
    static const uint32_t inside[] = {0xAA,   0xB2,   0xB5,   0xBD,   0x2167,
                                      0x3007, 0x4E00, 0xAC00, 0xFF10, 0x10330};
    static const uint32_t outside[] = {0xA0,   0xD7,   0xF7,    0x301,   0x903,   0x200D,
                                       0x203F, 0x24D0, 0x2600,  0x3000,  0xD800,  0xE000,
                                       0xFFFD, 0xFFFF, 0x1F600, 0xE0100, 0x10FFFF};

    (void)state;
    for (uint32_t c = 0; c < 0x80; c++)
        assert_int_equal(words_code_point(c), c && strchr("_0123456789abcdefghijklmnopqrstuvwxyz"
                                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                                          (int)c) != NULL);
    for (size_t i = 0; i < COUNT(inside); i++)
        if (!words_code_point(inside[i]))
            fail_msg("U+%04X", inside[i]);
    for (size_t i = 0; i < COUNT(outside); i++)
        if (words_code_point(outside[i]))
            fail_msg("U+%04X", outside[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_what_separates),
        cmocka_unit_test(test_letters_of_every_script),
        cmocka_unit_test(test_anything_with_a_numeric_value_belongs_to_words),
        cmocka_unit_test(test_marks_and_symbols_split),
        cmocka_unit_test(test_case_is_folded_one_to_one),
        cmocka_unit_test(test_a_word_knows_its_place),
        cmocka_unit_test(test_a_word_too_long_is_no_term),
        cmocka_unit_test(test_no_letter_is_folded_beyond_the_end),
        cmocka_unit_test(test_single_code_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
