/* What is indexed: copies that own what they have. */

#include "server/config/index_settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static struct index_settings make(const char *directory, const char *folder, const char *languages)
{
    struct index_settings settings = {.sources_dir = directory ? strdup(directory) : NULL};

    if (folder) {
        settings.names_dirs.given = true;
        settings.names_dirs.list[settings.names_dirs.count++] = strdup(folder);
    }
    assert_int_equal(language_names_parse(&settings.languages, languages), LANGUAGE_NAMES_OK);
    return settings;
}

static void test_a_copy_outlives_the_original(void **state)
{
    struct index_settings settings = make("/s", "/n", "de,fr"), copy;
    const char *languages[LANGUAGES_MAX];
    struct sources_options options;

    (void)state;
    assert_int_equal(index_settings_copy(&copy, &settings), 0);
    index_settings_release(&settings);
    assert_null(settings.sources_dir);
    options = index_settings_options(&copy, languages);
    assert_string_equal(options.directory, "/s");
    assert_int_equal(options.site_count, 1);
    assert_string_equal(options.site[0], "/n");
    assert_int_equal(options.language_count, 2);
    assert_string_equal(options.languages[1], "fr");
    index_settings_release(&copy);
}

static void test_a_copy_of_the_defaults(void **state)
{
    const struct index_settings none = {.sources_dir = NULL};
    struct index_settings copy;
    const char *languages[LANGUAGES_MAX];

    (void)state;
    assert_int_equal(index_settings_copy(&copy, &none), 0);
    assert_null(index_settings_options(&copy, languages).directory);
    assert_null(index_settings_options(&copy, languages).site);
    index_settings_release(&copy);
    index_settings_release(&copy); /* has no effect */
}

/* No folder at all is not the same as the default folders. */
static void test_paths_that_differ(void **state)
{
    struct config_paths none = {.given = true}, absent = {.given = false};
    struct index_settings one = make(NULL, "/n", "en"), same = make(NULL, "/n", "en"),
                          other = make(NULL, "/m", "en");

    (void)state;
    assert_true(config_paths_equal(&none, &none));
    assert_false(config_paths_equal(&none, &absent));
    assert_false(config_paths_equal(&none, &one.names_dirs));
    assert_true(config_paths_equal(&one.names_dirs, &same.names_dirs));
    assert_false(config_paths_equal(&one.names_dirs, &other.names_dirs));
    index_settings_release(&one);
    index_settings_release(&same);
    index_settings_release(&other);
}

static void test_folders_of_sources(void **state)
{
    struct index_settings settings = make("/usr/share", NULL, "en");
    const char *languages[LANGUAGES_MAX];
    struct sources_options options = index_settings_options(&settings, languages);

    (void)state;
    assert_true(options.usual); /* nothing else is named */
    assert_int_equal(options.newer_count, 0);
    settings.sources_dirs.given = true;
    settings.sources_dirs.list[settings.sources_dirs.count++] = strdup("/a");
    settings.sources_dirs.list[settings.sources_dirs.count++] = strdup("/b");
    options = index_settings_options(&settings, languages);
    assert_false(options.usual);
    assert_int_equal(options.newer_count, 1);
    assert_string_equal(options.newer[0], "/a");
    assert_string_equal(options.directory, "/b");
    index_settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copy_outlives_the_original),
        cmocka_unit_test(test_a_copy_of_the_defaults),
        cmocka_unit_test(test_paths_that_differ),
        cmocka_unit_test(test_folders_of_sources),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
