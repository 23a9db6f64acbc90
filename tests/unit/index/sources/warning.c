/*
 * The message about a missing source: what is not searched, and what to install. Every source has a
 * line, no line is truncated, and a usable source has none.
 */

#include "index/sources/warning.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct sources sources_in_state(enum source_state state)
{
    struct sources sources = {.language_count = 0};

    for (enum source_id id = 0; id < SOURCE_COUNT; id++) {
        memcpy(sources.list[id].name, "nameslst", SOURCE_NAME_SIZE); /* without a NUL after it */
        sources.list[id].state = state;
    }
    return sources;
}

static void test_a_source_that_is_usable(void **state)
{
    struct sources sources = sources_in_state(SOURCE_OK);
    struct reason warning = {.text = "untouched"};

    (void)state;
    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        assert_false(source_warning(&sources, id, "/usr/share", &warning));
    assert_string_equal(warning.text, "untouched");
}

static void test_a_source_that_is_missing(void **state)
{
    struct sources sources = sources_in_state(SOURCE_MISSING);
    struct reason warning;

    (void)state;
    memcpy(sources.list[SOURCE_ANNOTATIONS].name, "cldr\0\0\0", SOURCE_NAME_SIZE);
    assert_true(source_warning(&sources, SOURCE_ANNOTATIONS, "/usr/share", &warning));
    assert_string_equal(warning.text, "Source cldr is missing: keywords are not searched; install "
                                      "unicode-cldr-core; looked in /usr/share");
    assert_true(source_warning(&sources, SOURCE_UNIHAN, "/d", &warning));
    assert_string_equal(warning.text,
                        "Source nameslst is missing: definitions and readings of ideographs "
                        "are not searched; install unicode-data; looked in /d");
}

static void test_a_source_that_is_damaged(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    struct reason warning;

    (void)state;
    assert_true(source_warning(&sources, SOURCE_HTML, "/usr/share", &warning));
    assert_non_null(strstr(warning.text, " is damaged: "));
    assert_non_null(strstr(warning.text, "install again w3c-sgml-lib"));
    reason_set(&sources.list[SOURCE_EMOJI].reason, "unicode/emoji/emoji-test.txt: line 7");
    assert_true(source_warning(&sources, SOURCE_EMOJI, "/usr/share", &warning));
    assert_non_null(
        strstr(warning.text, " is damaged (unicode/emoji/emoji-test.txt: line 7): emoji "));
    assert_non_null(strstr(warning.text, "; repair that file, or install again unicode-data; "));
}

/* The folders that an update fills count where they exist. */
static void test_the_places(void **state)
{
    static const char *const newer[] = {"/srv/a", "/srv/b"};
    struct sources_options options = {.newer = newer, .newer_count = 2};
    char places[SOURCES_PLACES_SIZE], top[] = "/tmp/charfinder-places-XXXXXX", path[PATH_MAX];

    (void)state;
    sources_places(&options, places);
    assert_string_equal(places, "/srv/a, /srv/b, " SOURCES_DIRECTORY);
    options = (struct sources_options){.directory = "/srv/c", .usual = true};
    assert_non_null(mkdtemp(top));
    assert_int_equal(setenv("XDG_DATA_HOME", top, 1), 0);
    sources_places(&options, places);
    assert_null(strstr(places, top));
    (void)snprintf(path, sizeof path, "%s/charfinder", top);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/charfinder/sources", top);
    assert_int_equal(mkdir(path, 0700), 0);
    sources_places(&options, places);
    assert_int_equal(strncmp(places, path, strlen(path)), 0);
    assert_non_null(strstr(places, ", /srv/c"));
    assert_int_equal(rmdir(path), 0);
    path[strlen(path) - strlen("/sources")] = '\0';
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(top), 0);
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
}

/* A file that is newer than ICU may be in any folder, and no package has it. */
static void test_a_newer_file_that_is_damaged(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    struct reason warning;

    (void)state;
    memcpy(sources.list[SOURCE_UCD].name, "ucd\0\0\0\0", SOURCE_NAME_SIZE);
    reason_set(&sources.list[SOURCE_UCD].reason, "unicode/Blocks.txt: line 3: not a value");
    assert_true(source_warning(&sources, SOURCE_UCD, "/usr/share", &warning));
    assert_string_equal(warning.text,
                        "Source ucd is damaged in part: unicode/Blocks.txt: line 3: not a value; "
                        "for all that the file would say, ICU is asked; looked in /usr/share");
}

/* A long directory name must not push out the instruction. */
static void test_every_source_has_a_line(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    char directory[512];

    (void)state;
    memset(directory, 'd', sizeof directory);
    directory[sizeof directory - 1] = '\0';
    for (enum source_id id = 0; id < SOURCE_COUNT; id++) {
        struct reason warning;

        assert_true(source_warning(&sources, id, directory, &warning));
        if (id != SOURCE_UCD && id != SOURCE_NAMES && id != SOURCE_SITE)
            assert_non_null(strstr(warning.text, "looked in ddd"));
        assert_null(strchr(warning.text, '\n'));
    }
}

/* Tables are corrected, not installed again. */
static void test_tables_with_bad_lines(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    struct reason warning;

    (void)state;
    memcpy(sources.list[SOURCE_SITE].name, "site\0\0\0", SOURCE_NAME_SIZE);
    reason_set(&sources.list[SOURCE_SITE].reason, "icons.tsv:3: no code point");
    assert_true(source_warning(&sources, SOURCE_SITE, "/usr/share", &warning));
    assert_string_equal(warning.text,
                        "Source site is damaged in part: icons.tsv:3: no code point; all other "
                        "names of its tables are searched; correct it and reload");
    assert_true(source_warning(&sources, SOURCE_NAMES, "/usr/share", &warning));
    assert_null(strstr(warning.text, "install"));
}

/* ICU newer than the files of unicode-data, as on Debian 13. */
static void test_files_of_an_older_unicode(void **state)
{
    struct sources sources = {.unicode_version = {16, 0}, .data_version = {15, 1, 0}};
    struct reason warning = {.text = ""};

    (void)state;
    assert_true(sources_lag(&sources, &warning));
    assert_non_null(
        strstr(warning.text, "The files of unicode-data are of Unicode 15.1, ICU is of 16.0: "));
    assert_int_equal(warning.text[strlen(warning.text) - 1], 's'); /* not truncated */
}

static void test_files_of_a_newer_unicode(void **state)
{
    struct sources sources = {
        .unicode_version = {15, 0}, .data_version = {15, 0}, .newer_version = {17, 0}};
    struct reason warning = {.text = ""};

    (void)state;
    assert_true(sources_lag(&sources, &warning));
    assert_string_equal(warning.text,
                        "Characters are of Unicode 17.0, from files newer than ICU, which is of "
                        "15.0: it does not normalize, fold or group those added since");
}

/* Some of the files alone are newer, or of a later version than UnicodeData.txt. */
static void test_properties_of_a_newer_unicode(void **state)
{
    struct sources sources = {.unicode_version = {15, 0}, .data_version = {15, 0}};
    struct reason warning = {.text = ""};

    (void)state;
    sources.list[SOURCE_UCD].version[0] = 17;
    assert_true(sources_lag(&sources, &warning));
    assert_string_equal(warning.text, "Characters are of Unicode 15.0, as ICU is; some of their "
                                      "properties are of 17.0, from newer files");
    sources.newer_version[0] = 16;
    assert_true(sources_lag(&sources, &warning));
    assert_non_null(strstr(warning.text, "Characters are of Unicode 16.0, from files newer"));
    assert_non_null(strstr(warning.text, " added since; some properties are of 17.0"));
}

static void test_files_that_do_not_lag(void **state)
{
    static const uint8_t versions[][4] = {
        {0}, {15, 0, 0}, {15, 0, 1}, {15, 1, 0}, {16, 0, 0}, {255, 255, 255},
    };
    struct reason warning = {.text = "untouched"};

    (void)state;
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        struct sources sources = {.unicode_version = {15, 0, 0}};

        memcpy(sources.data_version, versions[i], sizeof sources.data_version);
        assert_false(sources_lag(&sources, &warning));
    }
    assert_string_equal(warning.text, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_source_that_is_usable),
        cmocka_unit_test(test_a_source_that_is_missing),
        cmocka_unit_test(test_a_source_that_is_damaged),
        cmocka_unit_test(test_the_places),
        cmocka_unit_test(test_a_newer_file_that_is_damaged),
        cmocka_unit_test(test_every_source_has_a_line),
        cmocka_unit_test(test_tables_with_bad_lines),
        cmocka_unit_test(test_files_of_an_older_unicode),
        cmocka_unit_test(test_files_of_a_newer_unicode),
        cmocka_unit_test(test_properties_of_a_newer_unicode),
        cmocka_unit_test(test_files_that_do_not_lag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
