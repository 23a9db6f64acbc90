/*
 * Syllables taken apart, and what is not a syllable.
 */

#include "index/text/pinyin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_parsed(const char *syllable, const char *letters, unsigned tone)
{
    struct pinyin pinyin;

    if (!pinyin_parse(slice_of(syllable), &pinyin))
        fail_msg("%s is not a syllable", syllable);
    assert_int_equal(pinyin.size, strlen(letters));
    assert_memory_equal(pinyin.letters, letters, pinyin.size);
    assert_int_equal(pinyin.tone, tone);
}

static void test_syllables(void **state)
{
    (void)state;
    assert_parsed("hu\u01D2", "huo", 3);
    assert_parsed("\u0101", "a", 1);
    assert_parsed("zhu\u00E0ng", "zhuang", 4);
    assert_parsed("ma", "ma", PINYIN_NEUTRAL);
    assert_parsed("l\u01DC", "l\u00FC", 4);
    assert_parsed("l\u00FC", "l\u00FC", PINYIN_NEUTRAL);
    assert_parsed("\u1EBF", "\u00EA", 2);
    assert_parsed("\u00EA\u0304", "\u00EA", 1);
    assert_parsed("m\u0300", "m", 4);
    assert_parsed("\u0148g", "ng", 3);
}

static void test_what_is_not_a_syllable(void **state)
{
    static const char *const texts[] = {
        "",           "shui3",
        "Hu\u01D2",   "hu o",
        "hu'o",       "\u00E1\u00E1",
        "\u0301a",    "a\u0301\u0300",
        "\u00E7a",    "\xFF",
        "a\xCC",      "\u706B",
        "\u00E1\x1B", "aaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct pinyin pinyin;

        if (pinyin_parse(slice_of(texts[i]), &pinyin))
            fail_msg("%s is taken for a syllable", texts[i]);
    }
}

static void assert_respelled(const char *letters, const char *u, const char *expected)
{
    struct pinyin pinyin;
    char out[PINYIN_MAX_SIZE];
    size_t size;

    assert_true(pinyin_parse(slice_of(letters), &pinyin));
    size = pinyin_respell(&pinyin, u, out);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(out, expected, size);
}

static void test_u_with_two_dots(void **state)
{
    (void)state;
    assert_respelled("l\u01D8", "v", "lv");
    assert_respelled("l\u01D8e", "u:", "lu:e");
    assert_respelled("\u00FC", "yu", "yu");
    assert_respelled("lu", "v", "");
    assert_respelled("lllllllllllllllllllllll", "v", "");
    assert_respelled("llllllllllllllllllllll\u00FC", "long", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_what_is_not_a_syllable),
        cmocka_unit_test(test_u_with_two_dots),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
