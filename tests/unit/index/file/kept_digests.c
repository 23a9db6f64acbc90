/*
 * The file of digests in a state directory: a cache that may be missing, damaged, or impossible to write.
 */

#include "index/file/kept_digests.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/file/folder.h"

enum { NOBODY = 65534 };

static const char *const names[] = {FOLDER_DIGESTS, FOLDER_DIGESTS FOLDER_TEMPORARY, FOLDER_LOCK};

static char directory[] = "/tmp/charfinder-known.XXXXXX";
static int folder;

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(directory))
        return -1;
    folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 ? -1 : 0;
}

static int clear_folder(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unlinkat(folder, names[i], 0) < 0)
            (void)unlinkat(folder, names[i], AT_REMOVEDIR);
    return 0;
}

static int delete_folder(void **state)
{
    (void)state;
    (void)close(folder);
    return rmdir(directory);
}

static bool there(const char *name)
{
    return faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static const struct stat file = {.st_dev = 7, .st_ino = 1, .st_size = 1000};

static void save_one(void)
{
    struct digests digests = DIGESTS_INIT;

    digests_note(&digests, &file, (const uint8_t[CHECKSUM_SIZE]){1});
    kept_digests_save(folder, &digests);
    digests_release(&digests);
}

static size_t loaded(void)
{
    struct digests digests = DIGESTS_INIT;
    size_t count;

    kept_digests_load(folder, &digests);
    count = digests.entries.count;
    digests_release(&digests);
    return count;
}

static void test_what_is_saved_is_loaded(void **state)
{
    struct digests digests = DIGESTS_INIT;

    (void)state;
    assert_int_equal(loaded(), 0);
    assert_false(there(FOLDER_DIGESTS));
    save_one();
    assert_int_equal(loaded(), 1);
    assert_false(there(FOLDER_DIGESTS FOLDER_TEMPORARY));
    kept_digests_load(folder, &digests);
    assert_int_equal(unlinkat(folder, FOLDER_DIGESTS, 0), 0);
    kept_digests_save(folder, &digests); /* nothing has changed */
    assert_false(there(FOLDER_DIGESTS));
    digests_release(&digests);
}

static void test_nobody_else_is_disturbed(void **state)
{
    const int lock = openat(folder, FOLDER_LOCK, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    (void)state;
    assert_true(lock >= 0);
    assert_int_equal(flock(lock, LOCK_EX | LOCK_NB), 0);
    save_one();
    assert_int_equal(loaded(), 0);
    (void)close(lock);
    save_one();
    assert_int_equal(loaded(), 1);
}

/* The command `charfinder`, run by root, reads the index of the service. */
static void test_root_leaves_the_folder_of_another_user_alone(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    assert_int_equal(fchown(folder, NOBODY, NOBODY), 0);
    save_one();
    assert_false(there(FOLDER_DIGESTS));
    assert_false(there(FOLDER_LOCK));
    assert_int_equal(fchmod(folder, 0755), 0);
    assert_int_equal(seteuid(NOBODY), 0);
    save_one();
    assert_int_equal(seteuid(0), 0);
    assert_int_equal(loaded(), 1);
    assert_int_equal(fchown(folder, 0, 0), 0);
}

static void test_what_a_killed_writer_left_is_replaced(void **state)
{
    const int left =
        openat(folder, FOLDER_DIGESTS FOLDER_TEMPORARY, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

    (void)state;
    assert_true(left >= 0);
    (void)close(left);
    save_one();
    assert_int_equal(loaded(), 1);
    assert_false(there(FOLDER_DIGESTS FOLDER_TEMPORARY));
}

static void test_what_is_not_a_file_of_digests(void **state)
{
    static char many[DIGESTS_SIZE_MAX + 100];
    int odd;

    (void)state;
    assert_int_equal(mkdirat(folder, FOLDER_DIGESTS, 0700), 0);
    assert_int_equal(loaded(), 0);
    save_one();
    assert_false(there(FOLDER_DIGESTS FOLDER_TEMPORARY));
    assert_int_equal(unlinkat(folder, FOLDER_DIGESTS, AT_REMOVEDIR), 0);
    assert_int_equal(mkfifoat(folder, FOLDER_DIGESTS, 0600), 0); /* does not block */
    assert_int_equal(loaded(), 0);
    assert_int_equal(unlinkat(folder, FOLDER_DIGESTS, 0), 0);
    assert_int_equal(symlinkat("/dev/zero", folder, FOLDER_DIGESTS), 0);
    assert_int_equal(loaded(), 0);
    assert_int_equal(unlinkat(folder, FOLDER_DIGESTS, 0), 0);
    odd = openat(folder, FOLDER_DIGESTS, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    assert_int_equal(write(odd, many, sizeof many), sizeof many);
    (void)close(odd);
    assert_int_equal(loaded(), 0);
    save_one();
    assert_int_equal(loaded(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_what_is_saved_is_loaded, clear_folder),
        cmocka_unit_test_teardown(test_nobody_else_is_disturbed, clear_folder),
        cmocka_unit_test_teardown(test_root_leaves_the_folder_of_another_user_alone, clear_folder),
        cmocka_unit_test_teardown(test_what_a_killed_writer_left_is_replaced, clear_folder),
        cmocka_unit_test_teardown(test_what_is_not_a_file_of_digests, clear_folder),
    };

    return cmocka_run_group_tests(tests, make_folder, delete_folder);
}
