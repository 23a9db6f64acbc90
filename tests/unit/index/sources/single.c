/*
 * A source of one file: good, damaged, empty, missing; with and without a parser.
 */

#include "index/sources/single.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/sources/formats/formats.h"
#include "tests/unit/index/sources/tree.h"

static void a_file_is_read_and_parsed(void **state)
{
    struct tree tree = tree_make();
    const struct folders folders = {.count = 1, .list = {tree.directory}};
    struct single single = SINGLE_INIT, digest_only = SINGLE_INIT;

    (void)state;
    single_read(&single, &folders, TREE_ALIASES, aliases_read);
    assert_int_equal(single.outcome, SOURCE_OK);
    assert_int_equal(single.records.count, 1);
    single_read(&digest_only, &folders, TREE_ALIASES, NULL);
    assert_int_equal(digest_only.outcome, SOURCE_OK);
    assert_true(digest_only.is_read);
    assert_memory_equal(digest_only.digest, single.digest, CHECKSUM_SIZE);

    single_read(&single, &folders, TREE_ALIASES, aliases_read); /* again, not in addition */
    assert_int_equal(single.records.count, 1);
    tree_write_text(&tree, TREE_ALIASES, "0041;;abbreviation\n# EOF\n");
    single_read(&single, &folders, TREE_ALIASES, aliases_read);
    assert_int_equal(single.outcome, SOURCE_DAMAGED);
    assert_true(single.is_read && single.why.text[0]);
    tree_write_text(&tree, TREE_ALIASES, "# EOF\n");
    single_read(&single, &folders, TREE_ALIASES, aliases_read);
    assert_int_equal(single.outcome, SOURCE_DAMAGED);
    assert_string_equal(single.why.text, "no usable records");
    tree_remove(&tree, TREE_ALIASES);
    single_read(&single, &folders, TREE_ALIASES, aliases_read);
    assert_int_equal(single.outcome, SOURCE_MISSING);
    assert_false(single.is_read);
    single_release(&single);
    single_release(&digest_only);
    tree_delete(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_and_parsed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
