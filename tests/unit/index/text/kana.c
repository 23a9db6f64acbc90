/*
 * Romanized Japanese in kana, and what is not romanized Japanese.
 */

#include "index/text/kana.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_kana(const char *romanized, const char *hiragana, const char *katakana)
{
    struct kana kana;

    if (!kana_of(slice_of(romanized), &kana))
        fail_msg("%s is not romanized Japanese", romanized);
    if (kana.size != strlen(hiragana) || memcmp(kana.hiragana, hiragana, kana.size) != 0)
        fail_msg("%s is %.*s in hiragana", romanized, (int)kana.size, kana.hiragana);
    assert_int_equal(kana.size, strlen(katakana));
    assert_memory_equal(kana.katakana, katakana, kana.size);
}

static void test_words(void **state)
{
    (void)state;
    assert_kana("mizu", "\u307F\u305A", "\u30DF\u30BA");
    assert_kana("a", "\u3042", "\u30A2");
    assert_kana("hi", "\u3072", "\u30D2");
    assert_kana("tsukue", "\u3064\u304F\u3048", "\u30C4\u30AF\u30A8");
    assert_kana("shou", "\u3057\u3087\u3046", "\u30B7\u30E7\u30A6");
    assert_kana("chuu", "\u3061\u3085\u3046", "\u30C1\u30E5\u30A6");
    assert_kana("hune", "\u3075\u306D", "\u30D5\u30CD");
    assert_kana("fune", "\u3075\u306D", "\u30D5\u30CD");
    assert_kana("kuwatsu", "\u304F\u308F\u3064", "\u30AF\u30EF\u30C4");
}

static void test_an_n_alone(void **state)
{
    (void)state;
    assert_kana("kin", "\u304D\u3093", "\u30AD\u30F3");
    assert_kana("kanji", "\u304B\u3093\u3058", "\u30AB\u30F3\u30B8");
    assert_kana("onna", "\u304A\u3093\u306A", "\u30AA\u30F3\u30CA");
    assert_kana("kinyuu", "\u304D\u306B\u3085\u3046", "\u30AD\u30CB\u30E5\u30A6");
    assert_kana("shimbun", "\u3057\u3093\u3076\u3093", "\u30B7\u30F3\u30D6\u30F3");
    assert_kana("samma", "\u3055\u3093\u307E", "\u30B5\u30F3\u30DE");
}

static void test_consonants_that_are_held(void **state)
{
    (void)state;
    assert_kana("kitte", "\u304D\u3063\u3066", "\u30AD\u30C3\u30C6");
    assert_kana("rippa", "\u308A\u3063\u3071", "\u30EA\u30C3\u30D1");
    assert_kana("matchi", "\u307E\u3063\u3061", "\u30DE\u30C3\u30C1");
    assert_kana("macchi", "\u307E\u3063\u3061", "\u30DE\u30C3\u30C1");
}

static void test_what_is_not_romanized_japanese(void **state)
{
    static const char *const texts[] = {
        "",       "x",
        "Mizu",   "mizu ",
        "mi-zu",  "k",
        "kit",    "mi\u00E9",
        "\u307F", "wu",
        "yi",     "tsa",
        "byi",    "qa",
        "la",     "m",
        "kk",     "chyu",
        "\xFF",   "1",
        "hem",    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct kana kana;

        if (kana_of(slice_of(texts[i]), &kana))
            fail_msg("%s is taken for %.*s", texts[i], (int)kana.size, kana.hiragana);
    }
}

static void assert_hepburn(const char *romanized, const char *expected)
{
    char out[KANA_MAX_SIZE];
    const size_t size = kana_hepburn(slice_of(romanized), out);

    assert_int_equal(size, strlen(expected));
    assert_memory_equal(out, expected, size);
}

static void test_hu_is_written_fu(void **state)
{
    char text[KANA_MAX_SIZE + 1];

    (void)state;
    assert_hepburn("hune", "fune");
    assert_hepburn("huruhu", "furufu");
    assert_hepburn("shuhu", "shufu");
    assert_hepburn("chu", "");
    assert_hepburn("hou", "");
    assert_hepburn("h", "");
    assert_hepburn("", "");
    memset(text, 'h', sizeof text);
    text[1] = 'u';
    assert_int_equal(kana_hepburn((struct slice){text, sizeof text}, text), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_an_n_alone),
        cmocka_unit_test(test_consonants_that_are_held),
        cmocka_unit_test(test_what_is_not_romanized_japanese),
        cmocka_unit_test(test_hu_is_written_fu),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
