/*
 * Tags as browsers, systems and people write them, against the names of CLDR's files.
 */

#include "index/text/language_tag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_what_is_no_tag(void **state)
{
    static const char *const others[] = {
        "",         "e",        "1",     "12",     "-",      "de-",       "-de",
        "de--AT",   "de_",      "de AT", " de",    "de;q=1", "d\xC3\xA9", "*",
        "de/../..", "en\n",     "C",     "123-de", "d1",     "abcdefghi", "de-abcdefghi",
        "de,fr",    "\xFF\xFE",
    };
    struct language_tag tag;

    (void)state;
    for (size_t i = 0; i < COUNT(others); i++)
        if (language_tag_read(others[i], strlen(others[i]), &tag))
            fail_msg("\"%s\" was taken", others[i]);
    assert_false(language_tag_read("de\0", 3, &tag));
}

/* Only `size` bytes are read. */
static void test_the_tag_ends_where_it_ends(void **state)
{
    struct language_tag tag;

    (void)state;
    assert_true(language_tag_read("de!", 2, &tag));
    assert_string_equal(tag.language, "de");
}

static void test_what_a_tag_leaves_out(void **state)
{
    static const struct {
        const char *text, *language, *script, *region;
        bool regional;
    } cases[] = {
        {"de", "de", "Latn", "DE", false},
        {"de-AT", "de", "Latn", "AT", true},
        {"DE_at", "de", "Latn", "AT", true},
        {"pt-br", "pt", "Latn", "BR", true},
        {"zh", "zh", "Hans", "CN", false},
        {"zh-TW", "zh", "Hant", "TW", true},
        {"zh-Hant-TW", "zh", "Hant", "TW", true},
        {"zh-hk", "zh", "Hant", "HK", true},
        {"zh-cmn-Hans-CN", "zh", "Hans", "CN", true},
        {"sr-Latn", "sr", "Latn", "RS", false},
        {"es-419", "es", "Latn", "419", true},
        {"iw", "he", "Hebr", "IL", false},
        {"nb-NO", "no", "Latn", "NO", true},
        {"tl", "fil", "Latn", "PH", false},
        {"de-DE-1996-u-co-phonebk-x-private", "de", "Latn", "DE", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct language_tag tag;

        if (!language_tag_read(cases[i].text, strlen(cases[i].text), &tag))
            fail_msg("\"%s\" was refused", cases[i].text);
        assert_string_equal(tag.language, cases[i].language);
        assert_string_equal(tag.script, cases[i].script);
        assert_string_equal(tag.region, cases[i].region);
        assert_int_equal(tag.regional, cases[i].regional);
    }
}

/* A tag that is well-formed and unknown fits nothing. Tags may be longer than any that is. */
static void test_tags_that_nobody_has(void **state)
{
    static const char *const tags[] = {
        "xx",
        "tlh",
        "qaa-Qaaa-QM",
        "posix",
        "aa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee-ffffffff-gggggggg-hhhhhhhh-iiiiiiii-jjjjjjjj",
    };
    static const char *const names[] = {"en", "de", "zh_Hant", "", "root"};

    (void)state;
    for (size_t i = 0; i < COUNT(tags); i++)
        for (size_t k = 0; k < COUNT(names); k++) {
            struct language_tag tag;

            assert_true(language_tag_read(tags[i], strlen(tags[i]), &tag));
            assert_int_equal(language_tag_fit(&tag, names[k], strlen(names[k])), LANGUAGE_OTHER);
        }
}

static void test_how_well_languages_fit(void **state)
{
    static const struct {
        const char *asked, *name;
        enum language_fit fit;
    } cases[] = {
        {"de", "de", LANGUAGE_SAME},
        {"de-AT", "de", LANGUAGE_SAME},
        {"de-CH", "de_CH", LANGUAGE_SAME},
        {"de", "de_CH", LANGUAGE_RELATED},
        {"de", "nl", LANGUAGE_OTHER},
        {"de", "den", LANGUAGE_OTHER},
        {"den", "de", LANGUAGE_OTHER},
        {"en-GB", "en", LANGUAGE_SAME},
        {"en-GB", "en_GB", LANGUAGE_SAME},
        {"en-GB", "en_001", LANGUAGE_SAME},
        {"en-GB", "en_AU", LANGUAGE_RELATED},
        {"en", "en_GB", LANGUAGE_RELATED},
        {"es-AR", "es_419", LANGUAGE_SAME},
        {"es-AR", "es", LANGUAGE_SAME},
        {"es-ES", "es_419", LANGUAGE_RELATED},
        {"es-AR", "es_MX", LANGUAGE_RELATED},
        {"pt", "pt", LANGUAGE_SAME},
        {"pt-PT", "pt_PT", LANGUAGE_SAME},
        {"pt-BR", "pt_PT", LANGUAGE_RELATED},
        {"zh-TW", "zh_Hant", LANGUAGE_SAME},
        {"zh-TW", "zh", LANGUAGE_RELATED},
        {"zh-TW", "zh_Hant_HK", LANGUAGE_RELATED},
        {"zh-HK", "zh_Hant_HK", LANGUAGE_SAME},
        {"zh-CN", "zh", LANGUAGE_SAME},
        {"zh-CN", "zh_Hant", LANGUAGE_RELATED},
        {"zh-CN", "yue_Hans", LANGUAGE_OTHER},
        {"sr-ME", "sr_Latn", LANGUAGE_SAME},
        {"sr", "sr_Latn", LANGUAGE_RELATED},
        {"hi", "hi_Latn", LANGUAGE_RELATED},
        {"nb", "no", LANGUAGE_SAME},
        {"iw-IL", "he", LANGUAGE_SAME},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct language_tag tag;

        assert_true(language_tag_read(cases[i].asked, strlen(cases[i].asked), &tag));
        if (language_tag_fit(&tag, cases[i].name, strlen(cases[i].name)) != cases[i].fit)
            fail_msg("%s for %s", cases[i].name, cases[i].asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_no_tag),
        cmocka_unit_test(test_the_tag_ends_where_it_ends),
        cmocka_unit_test(test_what_a_tag_leaves_out),
        cmocka_unit_test(test_tags_that_nobody_has),
        cmocka_unit_test(test_how_well_languages_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
