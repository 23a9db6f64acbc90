/* The store of slices: on a disk that works, and on one that another process writes to. */

#include "server/fonts/keep.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"
#include "tests/unit/index/base/remove_tree.h"

static char folder[64];
static struct keep keep;
static const uint8_t key[CHECKSUM_SIZE] = {0xab, 0xcd}, other[CHECKSUM_SIZE] = {1};

static int folder_new(void **state)
{
    (void)state;
    log_init(LOG_LEVEL_ERROR); /* warnings are expected */
    (void)snprintf(folder, sizeof folder, "/tmp/charfinder-keep-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    keep_open(&keep, folder);
    return keep.folder >= 0 ? 0 : -1;
}

static int folder_free(void **state)
{
    (void)state;
    keep_close(&keep);
    return remove_tree(folder);
}

static const char *kept_path(void)
{
    static char path[160];

    (void)snprintf(path, sizeof path, "%s/fonts/abcd0000000000000000000000000000.kept", folder);
    return path;
}

static bool is_there(void)
{
    return access(kept_path(), F_OK) == 0;
}

static void assert_kept(const uint8_t *of, const char *text)
{
    struct buffer bytes = BUFFER_INIT;

    assert_true(keep_get(&keep, of, &bytes));
    assert_int_equal(bytes.size, strlen(text));
    assert_memory_equal(bytes.bytes, text, bytes.size);
    buffer_release(&bytes);
}

static void assert_not_kept(const uint8_t *of)
{
    struct buffer bytes = BUFFER_INIT;

    assert_false(keep_get(&keep, of, &bytes));
    assert_int_equal(bytes.size, 0);
}

static void test_what_is_put_is_there(void **state)
{
    (void)state;
    assert_not_kept(key);
    keep_put(&keep, key, slice_of("bytes"));
    keep_put(&keep, other, slice_of("D"));
    assert_kept(key, "bytes");
    assert_kept(other, "D");
    keep_put(&keep, key, slice_of("bytes")); /* another daemon was faster */
    assert_kept(key, "bytes");
}

/* Each byte is flipped once, and each length cut off once. */
static void test_what_is_damaged_is_deleted(void **state)
{
    enum { SIZE = 32 + 5 };

    (void)state;
    for (long at = 0; at < SIZE; at++) {
        FILE *file;
        int byte;

        keep_put(&keep, key, slice_of("bytes"));
        file = fopen(kept_path(), "r+");
        assert_non_null(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        byte = fgetc(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        assert_true(fputc(byte ^ 1, file) >= 0);
        assert_int_equal(fclose(file), 0);
        assert_not_kept(key);
        assert_false(is_there());
        keep_put(&keep, key, slice_of("bytes"));
        assert_int_equal(truncate(kept_path(), at), 0);
        assert_not_kept(key);
        assert_false(is_there());
    }
}

static void test_what_is_not_a_file(void **state)
{
    (void)state;
    assert_int_equal(symlink("/etc/passwd", kept_path()), 0);
    assert_not_kept(key);
    assert_int_equal(unlink(kept_path()), 0);
    assert_int_equal(mkfifo(kept_path(), 0600), 0); /* is not waited for */
    assert_not_kept(key);
    (void)unlink(kept_path());
    assert_int_equal(mkdir(kept_path(), 0700), 0);
    assert_not_kept(key);
    keep_put(&keep, key, slice_of("bytes"));
    assert_not_kept(key);
}

static void test_what_was_not_used_for_long_goes(void **state)
{
    time_t now = time(NULL);
    struct timespec long_ago[2] = {{.tv_sec = now - KEEP_UNUSED_SECONDS - 60},
                                   {.tv_sec = now - KEEP_UNUSED_SECONDS - 60}};

    (void)state;
    keep_put(&keep, key, slice_of("bytes"));
    keep_put(&keep, other, slice_of("bytes"));
    assert_int_equal(utimensat(AT_FDCWD, kept_path(), long_ago, 0), 0);
    assert_kept(key, "bytes"); /* it is used again */
    keep_sweep(&keep);
    assert_true(is_there());
    assert_int_equal(utimensat(AT_FDCWD, kept_path(), long_ago, 0), 0);
    keep_sweep(&keep);
    assert_false(is_there());
    assert_kept(other, "bytes");
}

static void test_without_a_folder_nothing_is_kept(void **state)
{
    struct keep none;
    struct buffer bytes = BUFFER_INIT;

    (void)state;
    keep_open(&none, NULL);
    keep_put(&none, key, slice_of("bytes"));
    assert_false(keep_get(&none, key, &bytes));
    keep_sweep(&none);
    keep_close(&none);
    keep_open(&none, "/nonexistent");
    assert_int_equal(none.folder, -1);
    keep_open(&none, "/proc"); /* makes no folder */
    assert_int_equal(none.folder, -1);
    keep_put(&none, key, slice_of("bytes"));
    keep_close(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_put_is_there, folder_new, folder_free),
        cmocka_unit_test_setup_teardown(test_what_is_damaged_is_deleted, folder_new, folder_free),
        cmocka_unit_test_setup_teardown(test_what_is_not_a_file, folder_new, folder_free),
        cmocka_unit_test_setup_teardown(test_what_was_not_used_for_long_goes, folder_new,
                                        folder_free),
        cmocka_unit_test_setup_teardown(test_without_a_folder_nothing_is_kept, folder_new,
                                        folder_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
