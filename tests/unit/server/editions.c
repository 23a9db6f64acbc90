/*
 * Editions on a disk that works, and on one that somebody else writes to.
 */

#include "server/editions.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/base/checksum.h"
#include "server/base/log.h"
#include "tests/unit/index/base/remove_tree.h"

enum { SUMMED_FROM = 32, DIGEST_AT = 32 };

static char folder[64];

static int folder_new(void **state)
{
    (void)state;
    log_init(LOG_LEVEL_ERROR); /* warnings are expected */
    (void)snprintf(folder, sizeof folder, "/tmp/charfinder-editions-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int folder_free(void **state)
{
    (void)state;
    return remove_tree(folder);
}

static void path_of(char path[static 128], const char *digest)
{
    (void)snprintf(path, 128, "%s/page-%s.files", folder, digest);
}

static void write_file(const char *digest, const char *bytes, size_t size, time_t used)
{
    char path[128];
    FILE *file;
    const struct timespec times[2] = {{.tv_sec = used}, {.tv_sec = used}};

    path_of(path, digest);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* An edition of another version: our own under another name. */
static void write_edition(const char *digest, time_t used)
{
    struct buffer bytes = BUFFER_INIT;

    edition_append(&bytes);
    memcpy(bytes.bytes + DIGEST_AT, digest, EDITION_DIGEST_SIZE);
    checksum_of(bytes.bytes + SUMMED_FROM, bytes.size - SUMMED_FROM, (uint8_t *)bytes.bytes + 16);
    write_file(digest, bytes.bytes, bytes.size, used);
    buffer_release(&bytes);
}

static bool is_there(const char *digest)
{
    char path[128];
    struct stat status;

    path_of(path, digest);
    return lstat(path, &status) == 0;
}

static size_t loaded(void)
{
    struct editions editions;
    size_t count;

    editions_load(&editions, folder);
    count = editions.count;
    editions_release(&editions);
    assert_int_equal(editions.count, 0);
    return count;
}

static void test_its_own_is_kept_and_not_loaded(void **state)
{
    char path[128];
    struct stat before, after;
    const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};

    (void)state;
    assert_int_equal(loaded(), 0);
    editions_save(folder);
    path_of(path, asset_digest());
    assert_int_equal(stat(path, &before), 0);
    assert_int_equal(loaded(), 0);
    assert_int_equal(utimensat(AT_FDCWD, path, long_ago, 0), 0);
    editions_save(folder); /* again: it is the one used last */
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_true(after.st_mtim.tv_sec > 1);
}

static void test_those_of_earlier_versions_are_loaded(void **state)
{
    struct editions editions;

    (void)state;
    write_edition("00000000000000aa", 100);
    write_edition("00000000000000bb", 200);
    editions_load(&editions, folder);
    assert_int_equal(editions.count, 2);
    assert_string_equal(edition_digest(editions.all[0]), "00000000000000bb");
    assert_non_null(edition_find(editions.all[1], "/static/00000000000000aa/main.js", 32));
    editions_release(&editions);
}

static void test_the_longest_unused_are_deleted(void **state)
{
    char digest[EDITION_DIGEST_SIZE + 1];

    (void)state;
    for (int i = 0; i < EDITIONS_MAX + 3; i++) {
        (void)snprintf(digest, sizeof digest, "%016x", (unsigned)i);
        write_edition(digest, 1000 + i);
    }
    assert_int_equal(loaded(), EDITIONS_MAX);
    editions_save(folder);
    for (int i = 0; i < EDITIONS_MAX + 3; i++) {
        (void)snprintf(digest, sizeof digest, "%016x", (unsigned)i);
        assert_int_equal(is_there(digest), i >= 3);
    }
    assert_true(is_there(asset_digest()));
    assert_int_equal(loaded(), EDITIONS_MAX);
}

static void test_what_is_damaged_is_deleted(void **state)
{
    (void)state;
    write_file("00000000000000aa", "", 0, 100);
    write_file("00000000000000bb", "charfinder-page1 and so on", 26, 100);
    write_edition("00000000000000cc", 100);
    {
        char path[128], other[128];

        path_of(path, "00000000000000cc");
        path_of(other, "00000000000000dd");
        assert_int_equal(rename(path, other), 0); /* another one's name */
    }
    assert_int_equal(loaded(), 0);
    assert_false(is_there("00000000000000aa"));
    assert_false(is_there("00000000000000bb"));
    assert_false(is_there("00000000000000dd"));
}

/* Links, devices, folders and what is too long are not opened, or not read. Nothing waits. */
static void test_a_hostile_folder(void **state)
{
    char path[128], name[160];

    (void)state;
    path_of(path, "00000000000000aa");
    assert_int_equal(symlink("/dev/zero", path), 0);
    path_of(path, "00000000000000bb");
    assert_int_equal(mkfifo(path, 0600), 0);
    path_of(path, "00000000000000cc");
    assert_int_equal(mkdir(path, 0700), 0);
    path_of(path, "00000000000000dd");
    write_file("00000000000000dd", "x", 1, 1);
    assert_int_equal(truncate(path, (off_t)1 << 40), 0);
    for (int i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "%s/page-%d.files", folder, i);
        assert_int_equal(symlink("/", name), 0);
    }
    assert_int_equal(loaded(), 0);
    path_of(path, asset_digest());
    assert_int_equal(symlink("/etc/passwd", path), 0);
    editions_save(folder);
    assert_int_equal(loaded(), 0);
}

static void test_without_a_folder(void **state)
{
    struct editions editions;

    (void)state;
    editions_load(&editions, "/nonexistent");
    assert_int_equal(editions.count, 0);
    editions_save("/nonexistent");
    editions_load(&editions, "/dev/null");
    assert_int_equal(editions.count, 0);
    editions_save("/proc"); /* where nobody can write */
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, folder_new, folder_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_its_own_is_kept_and_not_loaded),
        STORY(test_those_of_earlier_versions_are_loaded),
        STORY(test_the_longest_unused_are_deleted),
        STORY(test_what_is_damaged_is_deleted),
        STORY(test_a_hostile_folder),
        STORY(test_without_a_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
