/*
 * Locales as the environment names them.
 */

#include "index/cli/locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_the_first_variable_that_is_set_counts(void **state)
{
    static const struct {
        const char *all, *messages, *lang, *tag;
    } cases[] = {
        {NULL, NULL, NULL, ""},
        {NULL, NULL, "de_AT.UTF-8", "de_AT"},
        {NULL, "fr", "de_AT.UTF-8", "fr"},
        {"es_MX.UTF-8", "fr", "de_AT.UTF-8", "es_MX"},
        {"", "", "de", "de"},
        {"C", "fr", "de", ""},
        {"C.UTF-8", NULL, "de", ""},
        {"POSIX", NULL, NULL, ""},
        {"sr_RS@latin", NULL, NULL, "sr_RS"},
        {"de_DE.ISO-8859-15@euro", NULL, NULL, "de_DE"},
        {".UTF-8", NULL, NULL, ""},
        {"\033]0;x\007", NULL, NULL, "\033]0;x\007"}, /* refused where the tag is read */
        {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", NULL,
         NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const values[] = {cases[i].all, cases[i].messages, cases[i].lang};
        static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
        char tag[LOCALE_TAG_SIZE];

        for (size_t k = 0; k < 3; k++)
            assert_int_equal(values[k] ? setenv(names[k], values[k], 1) : unsetenv(names[k]), 0);
        locale_preferred(tag);
        assert_string_equal(tag, cases[i].tag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_variable_that_is_set_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
