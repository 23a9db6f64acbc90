/*
 * Files below a folder, with links in the way.
 */

#include "index/update/tree/folder_tree.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/index/update/scripted_folder.h"

static void test_create_makes_folders_and_never_replaces(void **state)
{
    const struct scripted_folder *it = *state;
    int file = tree_create(it->folder, "a/b/c");

    assert_true(file >= 0);
    (void)close(file);
    assert_int_equal(tree_create(it->folder, "a/b/c"), -EEXIST);
    assert_int_equal(tree_create(it->folder, "a/b/c/d"), -ENOTDIR);
    assert_int_equal(symlinkat("/etc", it->folder, "link"), 0);
    assert_int_equal(tree_create(it->folder, "link"), -EEXIST);
    assert_int_equal(tree_make(it->folder, "a/b"), 0);
}

static void test_adopt_links(void **state)
{
    const struct scripted_folder *it = *state;

    scripted_put_text(it->folder, "one", "text");
    assert_int_equal(tree_adopt(it->folder, "one", it->folder, "x/y/two"), 0);
    assert_string_equal(scripted_text(it->folder, "x/y/two"), "text");
    assert_int_equal(tree_adopt(it->folder, "one", it->folder, "x/y/two"), -EEXIST);
    assert_int_equal(tree_adopt(it->folder, "none", it->folder, "three"), -ENOENT);
    assert_int_equal(tree_equal(it->folder, "one", it->folder, "x/y/two"), 1);
    scripted_put_text(it->folder, "other", "texT");
    assert_int_equal(tree_equal(it->folder, "one", it->folder, "other"), 0);
    scripted_put_text(it->folder, "longer", "text and more");
    assert_int_equal(tree_equal(it->folder, "one", it->folder, "longer"), 0);
    assert_int_equal(tree_equal(it->folder, "one", it->folder, "none"), 0);
}

static void test_remove_does_not_follow_links(void **state)
{
    const struct scripted_folder *it = *state;

    assert_int_equal(tree_make(it->folder, "kept"), 0);
    scripted_put_text(it->folder, "kept/file", "");
    assert_int_equal(tree_make(it->folder, "gone/deep"), 0);
    scripted_put_text(it->folder, "gone/deep/file", "");
    assert_int_equal(symlinkat("../kept", it->folder, "gone/link"), 0);
    assert_int_equal(tree_remove(it->folder, "gone"), 0);
    assert_false(scripted_exists(it->folder, "gone"));
    assert_true(scripted_exists(it->folder, "kept/file"));
    assert_int_equal(tree_remove(it->folder, "gone"), 0);
}

static int count(void *context, const char *path, int64_t size)
{
    int64_t *sum = context;

    assert_true(strcmp(path, "a") == 0 || strcmp(path, "inner/b") == 0);
    *sum += size;
    return *sum > 1000 ? 7 : 0;
}

static void test_walk_finds_files(void **state)
{
    const struct scripted_folder *it = *state;
    int64_t sum = 0;

    assert_int_equal(tree_walk(it->folder, "top", count, &sum), 0);
    assert_int_equal(tree_make(it->folder, "top/inner"), 0);
    scripted_put_text(it->folder, "top/a", "12");
    scripted_put_text(it->folder, "top/inner/b", "345");
    assert_int_equal(symlinkat("a", it->folder, "top/link"), 0);
    assert_int_equal(tree_walk(it->folder, "top", count, &sum), 0);
    assert_int_equal(sum, 5);
    sum = 2000;
    assert_int_equal(tree_walk(it->folder, "top", count, &sum), 7);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_create_makes_folders_and_never_replaces),
        TEST(test_adopt_links),
        TEST(test_remove_does_not_follow_links),
        TEST(test_walk_finds_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
