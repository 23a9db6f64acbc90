/*
 * The list of what an update has put there; its bytes are not trusted.
 */

#include "index/update/tree/manifest.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/scripted_folder.h"
#include <cmocka.h>

static const char example[] = "charfinder-update\t1\n"
                              "unicode\t17.0.0\n"
                              "cldr\t48\n"
                              "file\tBlocks.txt\t1\t11234\thttps://x/Blocks.txt\t\"2b\"\n"
                              "file\tUnihan.zip\t8\t99\t\t\n";

static void test_a_manifest_is_read_and_written(void **state)
{
    struct manifest manifest;
    struct buffer out = BUFFER_INIT;
    const struct manifest_row *row;

    (void)state;
    assert_true(manifest_parse(&manifest, example, sizeof example - 1));
    assert_int_equal(manifest.releases[CATALOG_UNICODE].parts[0], 17);
    assert_int_equal(manifest.count, 2);
    row = manifest_find(&manifest, manifest.rows[0].entry);
    assert_string_equal(row->entry->name, "Blocks.txt");
    assert_int_equal(row->bytes, 11234);
    assert_string_equal(row->validator, "\"2b\"");
    manifest_append(&manifest, &out);
    assert_int_equal(out.size, sizeof example - 1);
    assert_memory_equal(out.bytes, example, out.size);
    buffer_release(&out);
}

static void test_what_is_no_manifest(void **state)
{
    static const char *const bad[] = {
        "",
        "charfinder-update\t2\n",
        "charfinder-update\t1",
        "charfinder-update\t1\nunicode\tlatest\n",
        "charfinder-update\t1\nfile\tBlocks.txt\n",
        "charfinder-update\t1\nfile\tBlocks.txt\t-1\t1\t\t\n",
        "charfinder-update\t1\nfile\tBlocks.txt\t1\t99999999999999999999\t\t\n",
    };
    struct manifest manifest;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(manifest_parse(&manifest, bad[i], strlen(bad[i])));
    assert_false(manifest_parse(&manifest, "charfinder-update\t1\n\0\n", 22));
    for (size_t i = 0; i < sizeof example - 1; i++) /* any cut: no crash, and no half row */
        (void)manifest_parse(&manifest, example, i);
}

static void test_unknown_rows_are_ignored(void **state)
{
    static const char text[] = "charfinder-update\t1\nfuture\tx\nfile\tNew.txt\t1\t1\t\t\n"
                               "file\tBlocks.txt\t1\t1\t\t\nfile\tBlocks.txt\t2\t2\t\t\n";
    struct manifest manifest;

    (void)state;
    assert_true(manifest_parse(&manifest, text, sizeof text - 1));
    assert_int_equal(manifest.count, 1);
    assert_int_equal(manifest.rows[0].files, 1);
}

static void test_a_folder_has_one_or_not(void **state)
{
    const struct scripted_folder *it = *state;
    struct manifest manifest;

    assert_int_equal(manifest_read(&manifest, it->folder), 0);
    assert_int_equal(tree_make(it->folder, "unicode"), 0);
    assert_int_equal(manifest_read(&manifest, it->folder), 0);
    scripted_put_text(it->folder, MANIFEST_PATH, "something else\n");
    assert_int_equal(manifest_read(&manifest, it->folder), -EBADMSG);
    assert_int_equal(manifest.count, 0);
    scripted_put_text(it->folder, MANIFEST_PATH, example);
    assert_int_equal(manifest_read(&manifest, it->folder), 1);
}

static void test_fields_that_would_break_the_format(void **state)
{
    struct manifest manifest = {.count = 0};
    struct manifest_row *row = manifest_add(&manifest, catalog_at(0), "http://x/a\tb", "\"a\nb\"");

    (void)state;
    assert_string_equal(row->url, "");
    assert_string_equal(row->validator, "");
    while (manifest.count < MANIFEST_ROWS)
        assert_non_null(manifest_add(&manifest, catalog_at(0), "", ""));
    assert_null(manifest_add(&manifest, catalog_at(0), "", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_manifest_is_read_and_written),
        cmocka_unit_test(test_what_is_no_manifest),
        cmocka_unit_test(test_unknown_rows_are_ignored),
        cmocka_unit_test_setup_teardown(test_a_folder_has_one_or_not, scripted_folder_make,
                                        scripted_folder_remove),
        cmocka_unit_test(test_fields_that_would_break_the_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
