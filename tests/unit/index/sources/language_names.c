/*
 * Names of languages as they are configured. A name becomes part of a path, so what is refused
 * matters most.
 */

#include "index/sources/language_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void test_lists(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        const char *names[3];
    } good[] = {
        {"de", 1, {"de"}},
        {"de,fr", 2, {"de", "fr"}},
        {"fr,de,fr", 2, {"fr", "de"}},
        {"sr_Cyrl_BA,ca_ES_VALENCIA,es_419", 3, {"sr_Cyrl_BA", "ca_ES_VALENCIA", "es_419"}},
        {"abcdefgh,alle", 2, {"abcdefgh", "alle"}},
    };
    struct language_names names;

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        memset(&names, 0xA5, sizeof names);
        assert_int_equal(language_names_parse(&names, good[i].text), LANGUAGE_NAMES_OK);
        assert_false(names.all);
        assert_int_equal(names.count, good[i].count);
        for (size_t k = 0; k < names.count; k++)
            assert_string_equal(names.names[k], good[i].names[k]);
    }
    assert_int_equal(language_names_parse(&names, "all"), LANGUAGE_NAMES_OK);
    assert_true(names.all);
    assert_int_equal(language_names_parse(&names, "de,all"), LANGUAGE_NAMES_OK);
    assert_true(names.all);
    assert_int_equal(language_names_parse(&names, "all,"), LANGUAGE_NAMES_BAD);
    assert_int_equal(names.count, 0);
}

static void test_what_is_not_a_list(void **state)
{
    static const char *const bad[] = {
        "",
        ",",
        "de,",
        ",de",
        "de,,fr",
        "de fr",
        "de, fr",
        "d",
        "d1",
        "12",
        "de-DE",
        "de_",
        "_de",
        "de__DE",
        "de/",
        "../de",
        "de.xml",
        "de;fr",
        "abcdefghi",
        "de_\xC3\xA4",
        "\xC3\xA9\xC3\xA9",
        "de\n",
        "aa_aaaaaaaaaaaaa",
    };
    struct language_names names;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (language_names_parse(&names, bad[i]) != LANGUAGE_NAMES_BAD)
            fail_msg("\"%s\" was accepted", bad[i]);
}

/* More bytes follow the name in memory, and no NUL ends it. */
static void test_a_name_ends_at_its_size(void **state)
{
    struct language_names names = {.count = 0};
    char *name = malloc(2);

    (void)state;
    assert_non_null(name);
    memcpy(name, "de", 2);
    assert_int_equal(language_names_add(&names, name, 2), LANGUAGE_NAMES_OK);
    free(name);
    assert_int_equal(language_names_add(&names, "de_AT", 2), LANGUAGE_NAMES_OK);
    assert_int_equal(language_names_add(&names, "de_AT", 5), LANGUAGE_NAMES_OK);
    assert_int_equal(names.count, 2);
    assert_string_equal(names.names[0], "de");
    assert_string_equal(names.names[1], "de_AT");
}

static void test_as_many_as_fit(void **state)
{
    struct language_names names = {.count = 0};
    const char *pointers[LANGUAGES_MAX];
    struct sources_options options = {.directory = "/d"};
    char name[4];

    (void)state;
    for (int i = 0; i <= LANGUAGES_MAX; i++) {
        (void)snprintf(name, sizeof name, "%c%c", 'a' + i / 26, 'a' + i % 26);
        assert_int_equal(language_names_add(&names, name, 2),
                         i < LANGUAGES_MAX ? LANGUAGE_NAMES_OK : LANGUAGE_NAMES_MANY);
    }
    assert_int_equal(names.count, LANGUAGES_MAX);
    assert_int_equal(language_names_add(&names, "aa", 2), LANGUAGE_NAMES_OK); /* a duplicate */

    language_names_want(&names, pointers, &options);
    assert_string_equal(options.directory, "/d");
    assert_int_equal(options.language_count, LANGUAGES_MAX);
    assert_string_equal(options.languages[LANGUAGES_MAX - 1], names.names[LANGUAGES_MAX - 1]);
    assert_false(options.all_languages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_what_is_not_a_list),
        cmocka_unit_test(test_a_name_ends_at_its_size),
        cmocka_unit_test(test_as_many_as_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
