/*
 * The folder, the place beside, and the exchange.
 */

#include "index/update/tree/staging.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/scripted_folder.h"

static struct reason reason;

static struct staging opened(const struct scripted_folder *it)
{
    struct staging staging;

    assert_int_equal(staging_open(&staging, it->path, &reason), 0);
    return staging;
}

static void fill(const struct staging *staging, const char *text)
{
    assert_int_equal(tree_make(staging->tree, "unicode"), 0);
    scripted_put_text(staging->tree, "unicode/file", text);
}

static void test_trees_change_places(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging staging = opened(it);

    fill(&staging, "one");
    assert_int_equal(staging_install(&staging, &reason), 0);
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
    staging_clean(&staging, 0);
    staging_close(&staging);

    staging = opened(it);
    fill(&staging, "two");
    assert_int_equal(staging_install(&staging, &reason), 0);
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "two");
    assert_string_equal(scripted_text(it->folder, ".update/tree/unicode/file"), "one");
    staging_clean(&staging, 0);
    assert_false(scripted_exists(it->folder, ".update/tree"));
    assert_false(scripted_exists(it->folder, ".update/parts"));
    staging_close(&staging);
}

static void test_without_a_tree_nothing_changes(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging staging = opened(it);

    fill(&staging, "one");
    assert_int_equal(staging_install(&staging, &reason), 0);
    staging_close(&staging);
    staging = opened(it); /* the tree of the killed run is gone */
    assert_int_equal(staging_install(&staging, &reason), -ENOENT);
    assert_non_null(strstr(reason.text, "cannot exchange"));
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
    staging_close(&staging);
}

static void test_parts_survive_and_trees_do_not(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging staging = opened(it);

    fill(&staging, "half");
    scripted_put_text(staging.parts, "a", "part");
    staging_clean(&staging, 1);
    staging_close(&staging);
    assert_true(scripted_exists(it->folder, ".update/parts/a"));
    assert_false(scripted_exists(it->folder, ".update/tree"));
    staging = opened(it);
    assert_true(scripted_exists(it->folder, ".update/parts/a"));
    staging_close(&staging);
}

static void test_one_at_a_time(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging first = opened(it), second;

    assert_int_equal(staging_open(&second, it->path, &reason), -EWOULDBLOCK);
    assert_non_null(strstr(reason.text, "is running"));
    staging_close(&first);
    second = opened(it);
    staging_close(&second);
}

static void test_folders_that_cannot_be_used(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging staging;
    char path[128];

    scripted_put_text(it->folder, "file", "");
    (void)snprintf(path, sizeof path, "%s/file/below", it->path);
    assert_int_equal(staging_open(&staging, path, &reason), -ENOTDIR);
    (void)snprintf(path, sizeof path, "%s/new/below", it->path);
    assert_int_equal(staging_open(&staging, path, &reason), 0);
    staging_close(&staging);
    assert_int_equal(symlinkat("/tmp", it->folder, ".update"), 0);
    assert_int_not_equal(staging_open(&staging, it->path, &reason), 0); /* not through a link */
    assert_int_equal(staging.lock, -1);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_trees_change_places),
        TEST(test_without_a_tree_nothing_changes),
        TEST(test_parts_survive_and_trees_do_not),
        TEST(test_one_at_a_time),
        TEST(test_folders_that_cannot_be_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
