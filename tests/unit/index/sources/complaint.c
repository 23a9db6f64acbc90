/*
 * What is told of a source that is not there: what will not be found, and what to install. Every
 * source has a line, none of them is cut, and one that is well has none.
 */

#include "index/sources/complaint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct sources sources_in_state(enum source_state state)
{
    struct sources sources = {.language_count = 0};

    for (enum source_id id = 0; id < SOURCE_COUNT; id++) {
        memcpy(sources.list[id].name, "nameslst", SOURCE_NAME_SIZE); /* no NUL behind it */
        sources.list[id].state = state;
    }
    return sources;
}

static void test_a_source_that_is_well(void **state)
{
    struct sources sources = sources_in_state(SOURCE_OK);
    struct reason complaint = {.text = "untouched"};

    (void)state;
    for (enum source_id id = 0; id < SOURCE_COUNT; id++)
        assert_false(source_complaint(&sources, id, "/usr/share", &complaint));
    assert_string_equal(complaint.text, "untouched");
}

static void test_a_source_that_is_missing(void **state)
{
    struct sources sources = sources_in_state(SOURCE_MISSING);
    struct reason complaint;

    (void)state;
    memcpy(sources.list[SOURCE_ANNOTATIONS].name, "cldr\0\0\0", SOURCE_NAME_SIZE);
    assert_true(source_complaint(&sources, SOURCE_ANNOTATIONS, "/usr/share", &complaint));
    assert_string_equal(complaint.text,
                        "Source cldr is missing: keywords are not searched; install "
                        "unicode-cldr-core; looked in /usr/share");
    assert_true(source_complaint(&sources, SOURCE_UNIHAN, "/d", &complaint));
    assert_string_equal(complaint.text, "Source nameslst is missing: definitions of ideographs are "
                                        "not searched; install unicode-data; looked in /d");
}

static void test_a_source_that_is_damaged(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    struct reason complaint;

    (void)state;
    assert_true(source_complaint(&sources, SOURCE_HTML, "/usr/share", &complaint));
    assert_non_null(strstr(complaint.text, " is damaged: "));
    assert_non_null(strstr(complaint.text, "install again w3c-sgml-lib"));
}

/* A long directory takes nothing away from what to do. */
static void test_every_source_has_a_line(void **state)
{
    struct sources sources = sources_in_state(SOURCE_DAMAGED);
    char directory[512];

    (void)state;
    memset(directory, 'd', sizeof directory);
    directory[sizeof directory - 1] = '\0';
    for (enum source_id id = 0; id < SOURCE_COUNT; id++) {
        struct reason complaint;

        assert_true(source_complaint(&sources, id, directory, &complaint));
        assert_non_null(strstr(complaint.text, "looked in ddd"));
        assert_null(strchr(complaint.text, '\n'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_source_that_is_well),
        cmocka_unit_test(test_a_source_that_is_missing),
        cmocka_unit_test(test_a_source_that_is_damaged),
        cmocka_unit_test(test_every_source_has_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
