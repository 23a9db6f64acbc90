/*
 * What the log says after a reload.
 */

#include "index/sources/changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sources before, after;
static struct reason changes;

static void set(struct sources *sources, enum source_id id, const char *name, uint8_t digest,
                uint8_t version)
{
    struct source *source = &sources->list[id];

    memset(source, 0, sizeof *source);
    memcpy(source->name, name, strlen(name));
    source->digest[0] = digest;
    source->version[0] = version;
}

static int begin(void **state)
{
    (void)state;
    memset(&before, 0, sizeof before);
    set(&before, SOURCE_UCD, "ucd", 0, 0);
    set(&before, SOURCE_SEQUENCES, "sequence", 1, 15);
    set(&before, SOURCE_ANNOTATIONS, "cldr", 2, 41);
    set(&before, SOURCE_NAMES, "names", 3, 0);
    set(&before, SOURCE_HTML, "html", 4, 0);
    after = before;
    changes.text[0] = '\0';
    return 0;
}

static void test_the_same_sources(void **state)
{
    (void)state;
    assert_false(sources_changes(&before, &after, &changes));
    assert_string_equal(changes.text, "");
}

static void test_each_kind_of_change(void **state)
{
    (void)state;
    set(&after, SOURCE_UCD, "ucd", 9, 17);
    set(&after, SOURCE_SEQUENCES, "sequence", 8, 15); /* other bytes of the same version */
    set(&after, SOURCE_ANNOTATIONS, "cldr", 7, 48);
    set(&after, SOURCE_NAMES, "names", 6, 0);
    set(&after, SOURCE_HTML, "html", 0, 0);
    assert_true(sources_changes(&before, &after, &changes));
    assert_string_equal(changes.text, "ucd 17.0 is new, sequence changed, cldr from 41.0 to 48.0, "
                                      "html is gone, names changed");
    assert_true(sources_changes(&after, &before, &changes));
    assert_string_equal(changes.text, "ucd 17.0 is gone, sequence changed, cldr from 48.0 to 41.0, "
                                      "html is new, names changed");
}

static void test_several_files_that_are_missing(void **state)
{
    (void)state;
    before.list[SOURCE_ANNOTATIONS].state = SOURCE_MISSING;
    set(&after, SOURCE_ANNOTATIONS, "cldr", 7, 48);
    assert_true(sources_changes(&before, &after, &changes));
    assert_string_equal(changes.text, "cldr 48.0 is new");
    before.list[SOURCE_ANNOTATIONS].records = 1; /* only one of them */
    assert_true(sources_changes(&before, &after, &changes));
    assert_string_equal(changes.text, "cldr from 41.0 to 48.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_the_same_sources, begin),
        cmocka_unit_test_setup(test_each_kind_of_change, begin),
        cmocka_unit_test_setup(test_several_files_that_are_missing, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
