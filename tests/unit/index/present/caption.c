/*
 * Captions: official names in sentence case, and short names in the languages of the reader. The index
 * is the real one, with German.
 */

#include "index/present/caption.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "index/search/match/preference.h"
#include "tests/indexes/fixture.h"

static void assert_text(struct buffer *text, const char *expected)
{
    buffer_append(text, "", 1);
    assert_false(text->failed);
    assert_string_equal(text->bytes, expected);
    buffer_release(text);
}

static void test_names_in_sentence_case(void **state)
{
    static const struct {
        const char *name, *sentence;
    } cases[] = {
        {"RIGHTWARDS ARROW", "Rightwards arrow"},
        {"LATIN CAPITAL LETTER A WITH GRAVE", "Latin capital letter A with grave"},
        {"LATIN CAPITAL LETTER AE", "Latin capital letter ae"},
        {"LATIN SMALL LETTER A", "Latin small letter a"},
        {"COMBINING GREEK YPOGEGRAMMENI", "Combining Greek ypogegrammeni"},
        {"APL FUNCTIONAL SYMBOL QUAD", "APL functional symbol quad"},
        {"CJK UNIFIED IDEOGRAPH-4E00", "CJK unified ideograph-4E00"},
        {"CJK UNIFIED IDEOGRAPH-FACE", "CJK unified ideograph-FACE"},
        {"HYPHEN-MINUS", "Hyphen-minus"},
        {"TIBETAN LETTER -A", "Tibetan letter -a"},
        {"VARIATION SELECTOR-16", "Variation selector-16"},
        {"BRAILLE PATTERN DOTS-1", "Braille pattern dots-1"},
        {"EGYPTIAN HIEROGLYPH A001", "Egyptian hieroglyph A001"},
        {"DEGREE CELSIUS", "Degree Celsius"},
        {"<control-0007>", "<control-0007>"},
        {"flag: Switzerland", "Flag: Switzerland"},
        {"rotes Herz", "Rotes Herz"},
        {"\u0440\u044B\u0431\u0430", "\u0420\u044B\u0431\u0430"},
        {"\u26BD", "\u26BD"},
        {"A", "A"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_INIT;

        caption_append_sentence(&text, slice_of(cases[i].name));
        assert_text(&text, cases[i].sentence);
    }
}

/* Every official name keeps its letters. */
static void test_no_letter_is_lost(void **state)
{
    const struct charindex *index = *state;

    for (uint32_t document = 0; document < charindex_first_sequence(index); document += 7) {
        struct slice name = charindex_name(index, document);
        struct buffer text = BUFFER_INIT;

        caption_append_sentence(&text, name);
        assert_int_equal(text.size, name.size);
        assert_int_equal(strncasecmp(text.bytes, name.bytes, name.size), 0);
        buffer_release(&text);
    }
}

static void test_the_short_name_of_the_first_language(void **state)
{
    static const struct {
        const char *lang;
        uint32_t code_point;
        const char *caption;
        bool same;
    } cases[] = {
        {"en", 0x2764, "Red heart", false},
        {"", 0x2764, "Red heart", false},
        {"de", 0x2764, "Rotes Herz", false},
        {"de,en", 0x2764, "Rotes Herz", false},
        {"xx", 0x2764, "Red heart", false},
        {"en", 0x1F33B, "Sunflower", true},
        {"de", 0x1F33B, "Sonnenblume", false},
        {"en", 0x1F90D, "White heart", true},
        {"de", 0x2603F, "CJK unified ideograph-2603F", true},
        {"en", 0x7, "<control-0007>", true},
    };
    const struct charindex *index = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_INIT;
        struct preference preference;
        struct slice bad;
        uint32_t document;

        assert_true(
            preference_parse(index, cases[i].lang, strlen(cases[i].lang), &preference, &bad));
        assert_true(charindex_find(index, cases[i].code_point, &document));
        caption_append(&text, index, document, &preference);
        assert_text(&text, cases[i].caption);
        assert_int_equal(caption_is_name(index, document, &preference), cases[i].same);
    }
}

static void test_no_language_has_no_short_name(void **state)
{
    const struct preference none = {.first = {.bits = {0}}};
    uint32_t document;

    assert_true(charindex_find(*state, 0x2764, &document));
    assert_int_equal(caption_short_name(*state, document, &none).size, 0);
    assert_true(caption_is_name(*state, document, &none));
}

static void test_a_capital_changes_nothing_else(void **state)
{
    static const char *const cases[][2] = {{"grec", "Grec"},
                                           {"écriture", "Écriture"},
                                           {"UCAS", "UCAS"},
                                           {"線文字A", "線文字A"},
                                           {"", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_INIT;

        caption_append_capital(&text, slice_of(cases[i][0]));
        buffer_append(&text, "", 1);
        assert_string_equal(text.bytes, cases[i][1]);
        buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_capital_changes_nothing_else),
        cmocka_unit_test(test_names_in_sentence_case),
        cmocka_unit_test(test_no_letter_is_lost),
        cmocka_unit_test(test_the_short_name_of_the_first_language),
        cmocka_unit_test(test_no_language_has_no_short_name),
    };

    return cmocka_run_group_tests_name("caption", tests, german_setup, index_teardown);
}
