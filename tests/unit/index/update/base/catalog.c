/*
 * The table of files, and where the members of archives go.
 */

#include "index/update/base/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/update/named_entry.h"

static void test_every_file_has_a_place_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalog_count(); i++) {
        const struct catalog_entry *entry = catalog_at(i);

        assert_true(entry->max_size > 0 && entry->addresses[0]);
        assert_int_equal(strncmp(entry->path, "unicode", 7), 0);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(entry->name, catalog_at(j)->name);
            assert_string_not_equal(entry->path, catalog_at(j)->path);
        }
    }
}

static void test_addresses_have_the_version(void **state)
{
    const struct release unicode = {{17, 0, 0}, 2}, cldr = {{48, 0, 0}, 1}, zero = {{48, 0, 0}, 2};
    char address[CATALOG_ADDRESS_SIZE];

    (void)state;
    assert_true(catalog_address(named("Blocks.txt"), 0, &unicode, address));
    assert_string_equal(address, "/Public/17.0.0/ucd/Blocks.txt");
    assert_false(catalog_address(named("Blocks.txt"), 1, &unicode, address));
    assert_true(catalog_address(named("emoji/emoji-test.txt"), 1, &unicode, address));
    assert_string_equal(address, "/Public/emoji/17.0/emoji-test.txt");
    assert_true(catalog_address(named("CLDR"), 0, &cldr, address));
    assert_string_equal(address, "/Public/cldr/48/cldr-common-48.zip");
    assert_true(catalog_address(named("CLDR"), 1, &cldr, address));
    assert_string_equal(address, "/Public/cldr/48/cldr-common-48.0.zip");
    assert_false(catalog_address(named("CLDR"), CATALOG_ADDRESSES, &cldr, address));
    assert_true(
        catalog_address(named("CLDR"), 0, &zero, address)); /* as a list of sources has it */
    assert_string_equal(address, "/Public/cldr/48/cldr-common-48.zip");
}

static void test_members_that_are_wanted(void **state)
{
    static const struct {
        enum catalog_kind kind;
        const char *member, *path;
    } cases[] = {
        {CATALOG_CLDR_COMMON, "common/annotations/de.xml",
         "unicode/cldr/common/annotations/de.xml"},
        {CATALOG_CLDR_COMMON, "cldr-48/common/main/pt_PT.xml",
         "unicode/cldr/common/main/pt_PT.xml"},
        {CATALOG_CLDR_COMMON, "common/annotations/", NULL},
        {CATALOG_CLDR_COMMON, "common/annotations/.xml", NULL},
        {CATALOG_CLDR_COMMON, "common/annotations/de.xml.exe", NULL},
        {CATALOG_CLDR_COMMON, "common/annotations/de/x.xml", NULL},
        {CATALOG_CLDR_COMMON, "common/annotations/../main/x.xml", NULL},
        {CATALOG_CLDR_COMMON, "../common/annotations/../x.xml", NULL},
        {CATALOG_CLDR_COMMON, "a/b/common/annotations/x.xml", NULL},
        {CATALOG_CLDR_COMMON, "common/uca/allkeys.txt", NULL},
        {CATALOG_CLDR_COMMON, "", NULL},
        {CATALOG_UNIHAN, "Unihan_Readings.txt", "unicode/Unihan_Readings.txt.bz2"},
        {CATALOG_UNIHAN, "x/Unihan_Readings.txt", NULL},
        {CATALOG_UNIHAN, "Unihan_../x.txt", NULL},
        {CATALOG_UNIHAN, "UnicodeData.txt", NULL},
        {CATALOG_ANYTHING, "./a/b-1.txt", "files/a/b-1.txt"},
        {CATALOG_ANYTHING, "a/../b", NULL},
        {CATALOG_ANYTHING, "/a", NULL},
        {CATALOG_ANYTHING, ".//a", NULL},
        {CATALOG_ANYTHING, "a b", NULL},
        {CATALOG_ANYTHING, "", NULL},
        {CATALOG_PROPERTIES, "Unihan_Readings.txt", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[CATALOG_PATH_SIZE] = "";
        enum catalog_use use = catalog_place(cases[i].kind, cases[i].member, path);

        assert_int_equal(use != CATALOG_SKIP, cases[i].path != NULL);
        if (cases[i].path)
            assert_string_equal(path, cases[i].path);
        if (cases[i].path)
            assert_int_equal(use == CATALOG_COMPRESS, cases[i].kind == CATALOG_UNIHAN);
    }
    assert_true(catalog_is_archive(CATALOG_UNIHAN) && !catalog_is_archive(CATALOG_EMOJI_TEST));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_has_a_place_of_its_own),
        cmocka_unit_test(test_addresses_have_the_version),
        cmocka_unit_test(test_members_that_are_wanted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
