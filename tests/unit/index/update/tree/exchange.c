/*
 * The exchange, on file systems that can do it and on those that cannot: renameat2() fails as theirs does.
 */

#include "index/update/tree/exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "index/update/tree/folder_tree.h"
#include "index/update/tree/staging.h"
#include "tests/unit/index/update/scripted_folder.h"

static struct reason reason;
static int error; /* of renameat2(); 0: it works */

int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags)
{
    /* The kernel looks both names up before it asks the file system. */
    if (error == 0 || faccessat(from_folder, from, F_OK, AT_SYMLINK_NOFOLLOW) < 0 ||
        (flags == RENAME_EXCHANGE && faccessat(to_folder, to, F_OK, AT_SYMLINK_NOFOLLOW) < 0))
        return __real_renameat2(from_folder, from, to_folder, to, flags);
    errno = error;
    return -1;
}

static int install(const struct scripted_folder *it, const char *text)
{
    struct staging staging;
    int r;

    assert_int_equal(staging_open(&staging, it->path, &reason), 0);
    assert_int_equal(tree_make(staging.tree, "unicode"), 0);
    scripted_put_text(staging.tree, "unicode/file", text);
    r = staging_install(&staging, &reason);
    staging_clean(&staging, 0);
    staging_close(&staging);
    return r;
}

static bool is_link(const struct scripted_folder *it)
{
    char target[64];

    return readlinkat(it->folder, "unicode", target, sizeof target) > 0;
}

static void test_a_link_where_folders_cannot_be_exchanged(void **state)
{
    static const int errors[] = {EINVAL, ENOSYS, EOPNOTSUPP};
    static const char *const used[] = {".update/b", ".update/a"}, *const other[] = {".update/a",
                                                                                    ".update/b"};
    const struct scripted_folder *it = *state;

    for (unsigned i = 0; i < 6; i++) {
        char text[16];

        error = errors[i / 2];
        (void)snprintf(text, sizeof text, "%u", i);
        assert_int_equal(install(it, text), 0);
        assert_true(is_link(it));
        assert_string_equal(scripted_text(it->folder, "unicode/file"), text);
        assert_true(scripted_exists(it->folder, used[(i + 1) % 2]));
        assert_false(scripted_exists(it->folder, other[(i + 1) % 2]));
        assert_false(scripted_exists(it->folder, ".update/tree"));
    }
}

static void test_the_present_state_is_without_a_link(void **state)
{
    const struct scripted_folder *it = *state;
    int present = exchange_open_present(it->folder);

    assert_false(scripted_exists(present, "unicode"));
    (void)close(present);
    error = EINVAL;
    assert_int_equal(install(it, "one"), 0);
    present = exchange_open_present(it->folder);
    assert_string_equal(scripted_text(present, "unicode/file"), "one");
    assert_false(scripted_exists(present, ".update"));
    (void)close(present);

    assert_int_equal(tree_remove(it->folder, ".update/a"), 0);
    assert_int_equal(install(it, "two"), 0);
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "two");
}

static void test_a_folder_is_not_replaced_by_a_link(void **state)
{
    const struct scripted_folder *it = *state;

    error = 0;
    assert_int_equal(install(it, "one"), 0);
    error = EINVAL;
    assert_int_equal(install(it, "two"), -EISDIR);
    assert_non_null(strstr(reason.text, "cannot exchange two folders"));
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
}

static void test_a_link_becomes_a_folder_again(void **state)
{
    const struct scripted_folder *it = *state;

    error = EINVAL;
    assert_int_equal(install(it, "one"), 0);
    error = 0;
    assert_int_equal(install(it, "two"), 0);
    assert_false(is_link(it));
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "two");
    assert_false(scripted_exists(it->folder, ".update/a"));
    assert_false(scripted_exists(it->folder, ".update/b"));
}

static void test_other_errors_change_nothing(void **state)
{
    const struct scripted_folder *it = *state;

    error = EINVAL;
    assert_int_equal(install(it, "one"), 0);
    error = EACCES;
    assert_int_equal(install(it, "two"), -EACCES);
    assert_non_null(strstr(reason.text, "Permission denied"));
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
}

/* What a run has left that was killed between two steps. */
static void test_after_a_kill_the_old_one_is_there(void **state)
{
    const struct scripted_folder *it = *state;
    struct staging staging;

    error = EINVAL;
    assert_int_equal(install(it, "one"), 0);
    assert_int_equal(tree_make(it->folder, ".update/b/unicode"), 0);
    scripted_put_text(it->folder, ".update/b/unicode/file", "two");
    assert_int_equal(symlinkat(".update/b/unicode", it->folder, ".update/link"), 0);

    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
    assert_int_equal(staging_open(&staging, it->path, &reason), 0);
    staging_close(&staging);
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "one");
    assert_false(scripted_exists(it->folder, ".update/b"));
    assert_int_equal(install(it, "three"), 0);
    assert_string_equal(scripted_text(it->folder, "unicode/file"), "three");
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_a_link_where_folders_cannot_be_exchanged),
        TEST(test_the_present_state_is_without_a_link),
        TEST(test_a_folder_is_not_replaced_by_a_link),
        TEST(test_a_link_becomes_a_folder_again),
        TEST(test_other_errors_change_nothing),
        TEST(test_after_a_kill_the_old_one_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
