/*
 * Files that appear at once: complete, or not at all.
 */

#include "server/base/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/base/remove_tree.h"

static char top[64];
static int folder;

static int folder_setup(void **state)
{
    (void)state;
    (void)snprintf(top, sizeof top, "/tmp/charfinder-whole-XXXXXX");
    if (!mkdtemp(top))
        return -1;
    folder = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 ? -1 : 0;
}

static int folder_teardown(void **state)
{
    (void)state;
    (void)close(folder);
    return remove_tree(top);
}

static void assert_content(const char *name, const char *expected)
{
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    char bytes[64];

    assert_true(file >= 0);
    assert_int_equal(read(file, bytes, sizeof bytes), strlen(expected));
    assert_memory_equal(bytes, expected, strlen(expected));
    (void)close(file);
}

static size_t count_files(void)
{
    DIR *stream = opendir(top);
    const struct dirent *found;
    size_t count = 0;

    assert_non_null(stream);
    while ((found = readdir(stream)) != NULL)
        count += found->d_name[0] != '.';
    (void)closedir(stream);
    return count;
}

static void test_it_has_its_name_and_bytes(void **state)
{
    (void)state;
    assert_int_equal(whole_file_write(folder, "a", slice_of("snowman")), 0);
    assert_int_equal(whole_file_write(folder, "empty", slice_of("")), 0);
    assert_content("a", "snowman");
    assert_content("empty", "");
    assert_int_equal(count_files(), 2);
}

static void test_the_first_writer_wins(void **state)
{
    (void)state;
    assert_int_equal(whole_file_write(folder, "a", slice_of("first")), 0);
    assert_int_equal(whole_file_write(folder, "a", slice_of("second")), 0);
    assert_content("a", "first");
}

static void test_what_fails_leaves_nothing(void **state)
{
    struct rlimit before, none = {.rlim_cur = 4};

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none.rlim_max = before.rlim_max;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    assert_int_equal(whole_file_write(folder, "a", slice_of("snowman")), -EFBIG);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(whole_file_write(folder, "missing/a", slice_of("snowman")), -ENOENT);
    assert_int_equal(whole_file_write(-1, "a", slice_of("snowman")), -EBADF);
    assert_int_equal(count_files(), 0);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(test_it_has_its_name_and_bytes),
        IN_A_FOLDER(test_the_first_writer_wins),
        IN_A_FOLDER(test_what_fails_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
