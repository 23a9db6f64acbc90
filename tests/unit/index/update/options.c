/*
 * The command line.
 */

#include "index/update/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <stdlib.h>

static struct update_options options;

static bool parse(const char *one, const char *two)
{
    char *argv[] = {(char *)"charfinder-update", (char *)one, (char *)two, NULL};

    return update_options_parse(&options, two ? 3 : one ? 2 : 1, argv);
}

static void test_defaults(void **state)
{
    (void)state;
    assert_true(parse(NULL, NULL));
    assert_int_equal(options.action, UPDATE_RUN);
    assert_int_equal(options.wanted[CATALOG_UNICODE].release.count, 0);
    assert_int_equal(options.limits.jobs, 4);
    assert_string_equal(options.mirror, MIRROR_DEFAULT);
    assert_int_equal(options.into[0], '/');
    assert_non_null(strstr(options.into, "/charfinder/sources"));
}

static void test_values(void **state)
{
    (void)state;
    assert_true(parse("--unicode=17.0", "--cldr=none"));
    assert_int_equal(options.wanted[CATALOG_UNICODE].release.parts[0], 17);
    assert_true(options.wanted[CATALOG_CLDR].keep);
    assert_true(parse("--mirror=http://127.0.0.1:80/copy//", "-j16"));
    assert_string_equal(options.mirror, "http://127.0.0.1:80/copy");
    assert_int_equal(options.limits.jobs, 16);
    assert_true(parse("--into", "/x"));
    assert_string_equal(options.into, "/x");
    assert_true(parse("--check", "--json"));
    assert_true(options.action == UPDATE_CHECK && options.json);
    assert_true(parse("--check", "--help"));
    assert_int_equal(options.action, UPDATE_HELP);
}

static void test_daemons_are_reloaded_where_they_look(void **state)
{
    (void)state;
    assert_true(parse(NULL, NULL) && options.reload);
    assert_true(parse("--into=/x", NULL) && !options.reload);
    assert_true(parse("--into=/x", "--reload") && options.reload);
    assert_true(parse("--no-reload", NULL) && !options.reload);
}

static void test_mistakes(void **state)
{
    static const char *const bad[][2] = {
        {"--unicode=new", NULL},
        {"--unicode=", NULL},
        {"--cldr=48.1.1.1", NULL},
        {"--jobs=0", NULL},
        {"--jobs=17", NULL},
        {"--jobs=4x", NULL},
        {"--jobs=", NULL},
        {"--mirror=ftp://x", NULL},
        {"--mirror=x", NULL},
        {"--mirror=http://", NULL},
        {"--mirror=http:///x", NULL},
        {"--mirror=http://a b/", NULL},
        {"--mirror=http://x/?q", NULL},
        {"--mirror=http://me:secret@x/", NULL},
        {"--mirror=file:///etc", NULL},
        {"--into=", NULL},
        {"--into", NULL},
        {"--nothing", NULL},
        {"word", NULL},
        {"--stall-seconds=0", NULL},
        {"--tries=0", NULL},
        {"--backoff-ms=0", NULL},
        {"--pause-ms=-1", NULL},
        {"--check", "--offline-from=/x"},
        {"--mirror=http://x", "--offline-from=/x"},
        {"--unicode=none", "--cldr=none"},
    };
    char *long_path = calloc(1, PATH_MAX + 16);

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(parse(bad[i][0], bad[i][1]));
    memset(long_path, 'a', PATH_MAX + 15);
    assert_false(parse("--into", long_path));
    free(long_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_daemons_are_reloaded_where_they_look),
        cmocka_unit_test(test_mistakes),
    };

    (void)setenv("HOME", "/home/x", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
