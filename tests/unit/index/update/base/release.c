/*
 * Versions: parsed, compared, printed, and found in what servers send.
 */

#include "index/update/base/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct release parsed(const char *text)
{
    struct release release;

    assert_true(release_parse(text, strlen(text), &release));
    return release;
}

static void test_what_is_a_version(void **state)
{
    static const char *const bad[] = {"",      ".",       "17.",    ".17",
                                      "17..0", "1.2.3.4", "latest", "17.0a",
                                      "-1",    "+1",      "1000",   "99999999999999999999",
                                      "17 ",   "1.1000"};
    struct release release;

    (void)state;
    assert_int_equal(parsed("17").count, 1);
    assert_int_equal(parsed("48.1").parts[1], 1);
    assert_int_equal(parsed("999.999.999").parts[2], 999);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(release_parse(bad[i], strlen(bad[i]), &release));
        assert_int_equal(release.count, 0);
    }
}

static void test_versions_are_compared_as_numbers(void **state)
{
    const struct release none = {.count = 0}, old = parsed("9.0"), new = parsed("17.0.0"),
                         same = parsed("17");

    (void)state;
    assert_true(release_compare(&old, &new) < 0 && release_compare(&new, &old) > 0);
    assert_int_equal(release_compare(&new, &same), 0);
    assert_true(release_compare(&none, &old) < 0 && release_compare(&old, &none) > 0);
    assert_int_equal(release_compare(&none, &none), 0);
}

static void test_versions_are_printed(void **state)
{
    const struct release release = parsed("17.1"), none = {.count = 0};
    char text[RELEASE_SIZE];

    (void)state;
    release_print(&release, 3, text);
    assert_string_equal(text, "17.1.0");
    release_print(&release, 0, text);
    assert_string_equal(text, "17.1");
    release_print(&none, 0, text);
    assert_string_equal(text, "");
}

static bool in(bool (*find)(const char *, size_t, struct release *), const char *text,
               const char *expected)
{
    struct release release;
    char printed[RELEASE_SIZE];

    if (!find(text, strlen(text), &release))
        return !expected;
    release_print(&release, 0, printed);
    return expected && strcmp(printed, expected) == 0;
}

static void test_the_readme_names_its_version(void **state)
{
    (void)state;
    assert_true(in(release_of_readme, "# for Version 17.0.0 of the Unicode Standard", "17.0.0"));
    assert_true(in(release_of_readme, "version 3 of the licence; Version 18.1.", "18.1"));
    assert_true(in(release_of_readme, "Used with Emoji Version 15.0 and", "15.0"));
    assert_true(in(release_of_readme, "Version ", NULL));
    assert_true(in(release_of_readme, "<html>Welcome to the hotel</html>", NULL));
    assert_true(in(release_of_readme, "", NULL));
}

static void test_a_listing_has_its_greatest_version(void **state)
{
    (void)state;
    assert_true(in(release_of_listing,
                   "<a href=\"47/\">47/</a><a href=\"48.1/\"><a href=\"48/\"><a href=\"9.9/\">",
                   "48.1"));
    assert_true(in(release_of_listing, "<a href=\"99\">no folder</a>", NULL));
    assert_true(in(release_of_listing, "href=\"", NULL));
    assert_true(in(release_of_listing, "href=\"4", NULL));
}

static void test_a_redirection_ends_in_a_version(void **state)
{
    struct release release;

    (void)state;
    assert_true(release_of_url("https://unicode.org/Public/cldr/48.2/", &release));
    assert_int_equal(release.parts[1], 2);
    assert_true(release_of_url("https://unicode.org/Public/cldr/48?x=/1/", &release));
    assert_int_equal(release.parts[0], 48);
    assert_false(release_of_url("https://unicode.org/Public/cldr/latest/", &release));
    assert_false(release_of_url("", &release));
    assert_false(release_of_url("///", &release));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_a_version),
        cmocka_unit_test(test_versions_are_compared_as_numbers),
        cmocka_unit_test(test_versions_are_printed),
        cmocka_unit_test(test_the_readme_names_its_version),
        cmocka_unit_test(test_a_listing_has_its_greatest_version),
        cmocka_unit_test(test_a_redirection_ends_in_a_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
