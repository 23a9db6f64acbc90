/*
 * Which version is the latest, by a server that is not believed.
 */

#include "index/update/latest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>

#include "tests/unit/index/update/scripted_site.h"

static const char readme[] = "/Public/UCD/latest/ucd/ReadMe.txt", cldr[] = "/Public/cldr/latest/";

/* The versions by these answers, "?" for none. */
static void expect(const struct scripted_answer *answers, size_t count, const char *unicode_found,
                   const char *cldr_found)
{
    struct update_options options = {.limits = {.jobs = 2, .tries = 1, .stall_seconds = 20}};
    const char *const expected[] = {unicode_found, cldr_found};
    struct reason reason = {.text = ""};
    struct progress progress;
    struct scripted_site site;
    FILE *out = fopen("/dev/null", "w");

    scripted_site_start(&site, answers, count, 1);
    (void)snprintf(options.mirror, sizeof options.mirror, "%s", site.url);
    assert_true(out && progress_begin(&progress, out, PROGRESS_LINES, CATALOG_GROUPS));
    assert_int_equal(latest_find(&options, &progress, -1, &reason), 0);
    for (int i = 0; i < CATALOG_GROUPS; i++) {
        char text[RELEASE_SIZE];

        release_print(&options.wanted[i].release, 0, text);
        assert_string_equal(text[0] ? text : "?", expected[i]);
    }
    progress_release(&progress);
    (void)fclose(out);
    scripted_site_stop(&site);
}

#define EXPECT(unicode_found, cldr_found, ...)                                                     \
    do {                                                                                           \
        const struct scripted_answer answers[] = {__VA_ARGS__};                                    \
        expect(answers, sizeof answers / sizeof answers[0], unicode_found, cldr_found);            \
    } while (0)

static void test_both_are_found(void **state)
{
    (void)state;
    EXPECT("17.0.0", "48.1", {readme, "200 OK", "# Version 17.0.0 of the Unicode Standard"},
           {cldr, "302 Found\r\nLocation: /Public/cldr/48.1/", ""},
           {"/Public/cldr/48.1/", "200 OK", "<html>"});
    EXPECT("18.0.0", "49", {"/Public/UCD/latest/ReadMe.txt", "200 OK", "Version 18.0.0"},
           {"/Public/cldr/", "200 OK", "<a href=\"48/\"><a href=\"49/\">"});
}

static void test_answers_that_say_nothing(void **state)
{
    (void)state;
    EXPECT("?", "?", {readme, "200 OK", ""}, {cldr, "200 OK", "<html>Sign in to the hotel"});
    EXPECT("?", "48", {readme, "500 Oops", ""}, {cldr, "200 OK", "href=\"48/\""});
    EXPECT("?", "?", {readme, "403 No", "Version 17.0.0"},
           {cldr, "200 OK\r\nContent-Length: 9", "hre"});
}

static void test_what_is_known_is_not_asked(void **state)
{
    struct update_options options = {.limits = {.jobs = 1, .tries = 1, .stall_seconds = 20}};
    struct reason reason = {.text = ""};
    struct progress progress;

    (void)state;
    options.wanted[CATALOG_UNICODE].keep = true;
    options.wanted[CATALOG_CLDR].release = (struct release){{48, 0, 0}, 1};
    assert_true(progress_begin(&progress, stdout, PROGRESS_LINES, CATALOG_GROUPS));
    assert_int_equal(latest_find(&options, &progress, -1, &reason), 0); /* there is no mirror */
    assert_int_equal(options.wanted[CATALOG_CLDR].release.parts[0], 48);
    progress_release(&progress);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_are_found),
        cmocka_unit_test(test_answers_that_say_nothing),
        cmocka_unit_test(test_what_is_known_is_not_asked),
    };

    (void)unsetenv("http_proxy");
    (void)unsetenv("all_proxy");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
