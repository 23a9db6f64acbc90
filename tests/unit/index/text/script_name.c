/*
 * Names of scripts, and languages that have none.
 */

#include "index/text/script_name.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct visits {
    const char *value, *expected; /* NULL: it has no visit */
    unsigned count, found;
};

static bool visit(void *context, struct slice value, struct slice name)
{
    struct visits *visits = context;

    visits->count++;
    assert_true(value.size > 0 && name.size > 0);
    assert_null(memchr(value.bytes, '_', value.size)); /* as an index has it */
    if (!slice_is(value, visits->value))
        return true;
    assert_non_null(visits->expected);
    assert_int_equal(name.size, strlen(visits->expected));
    assert_memory_equal(name.bytes, visits->expected, name.size);
    visits->found++;
    return true;
}

static void test_names(void **state)
{
    static const struct {
        const char *language, *value, *expected;
    } cases[] = {
        {"de", "Greek", "Griechisch"},
        {"fr", "Greek", "grec"},
        {"es", "Cyrillic", "cirílico"},
        {"ja", "Hiragana", "ひらがな"},
        {"zh", "Old Italic", "古意大利文"},
        {"en", "Nko", "N’Ko"},
        {"de", "Common", NULL},
        {"zh", "Inherited", NULL}, /* not scripts */
        {"de", "Afaka", NULL},
        {"de", "Afak", NULL}, /* no characters */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visits visits = {.value = cases[i].value, .expected = cases[i].expected};

        assert_int_equal(script_visit_names(cases[i].language, visit, &visits), 0);
        assert_true(visits.count > 80);
        assert_int_equal(visits.found, cases[i].expected != NULL);
    }
}

/* Neither names in another language nor codes. */
static void test_languages_that_icu_does_not_have(void **state)
{
    static const char *const languages[] = {"tlh", "", "zz", "../de", "root"};

    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct visits visits = {.value = ""};

        assert_int_equal(script_visit_names(languages[i], visit, &visits), 0);
        assert_int_equal(visits.count, 0);
    }
}

static bool refuse(void *context, struct slice value, struct slice name)
{
    unsigned *visits = context;

    (void)value, (void)name;
    return ++*visits < 3;
}

static void test_a_visit_can_stop(void **state)
{
    unsigned visits = 0;

    (void)state;
    assert_int_equal(script_visit_names("de", refuse, &visits), -ECANCELED);
    assert_int_equal(visits, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_languages_that_icu_does_not_have),
        cmocka_unit_test(test_a_visit_can_stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
