/*
 * An archive in a folder, which is not read.
 */

#include "index/sources/unread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

/* Without the readings that every tree has. */
static struct tree make(void)
{
    struct tree tree = tree_make();

    tree_remove(&tree, "unicode/Unihan_Readings.txt.bz2");
    return tree;
}

static void note(void *context, const char *complaint)
{
    assert_true(strncmp(complaint, "Unihan.zip is not read: ", 24) == 0);
    assert_non_null(strstr(complaint, "; found in /"));
    ++*(unsigned *)context;
}

static unsigned complaints(const struct tree *first, const struct tree *second)
{
    const struct folders folders = {.count = 2, .list = {first->directory, second->directory}};
    unsigned count = 0;
    const struct sources_options options = {.complain = note, .complain_context = &count};

    unread_complain(&folders, &options);
    unread_complain(&folders, &(struct sources_options){.complain = NULL});
    return count;
}

static void test_an_archive_is_not_read(void **state)
{
    static const char *const readings[] = {
        "unicode/Unihan_Readings.txt.bz2",
        "ucd/Unihan/Unihan_Readings.txt",
        "ucd/Unihan_Readings.txt",
        "Unihan_Readings.txt",
    };
    struct tree first = make(), second = make();

    (void)state;
    assert_int_equal(complaints(&first, &second), 0);
    tree_write_text(&second, "unicode/Unihan_Readings.txt.bz2", "older");
    assert_int_equal(complaints(&first, &second), 0);
    tree_write_text(&first, "ucd/Unihan.zip", "PK");
    assert_int_equal(complaints(&first, &second), 1);
    /* After the folder whose readings are used it does not matter. */
    assert_int_equal(complaints(&second, &first), 0);
    tree_delete(&first);
    tree_delete(&second);
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        first = make();
        tree_write_text(&first, "ucd/Unihan.zip", "PK");
        tree_write_text(&first, readings[i], "unpacked");
        assert_int_equal(complaints(&first, &first), 0);
        tree_delete(&first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_archive_is_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
