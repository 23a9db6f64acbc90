/*
 * A directory of index files with made-up content: their names, whose turn it is, and which stay.
 */

#include "index/file/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/base/remove_tree.h"

struct place {
    char top[40];
    int folder;
};

static int place_make(void **state)
{
    static struct place place;

    (void)snprintf(place.top, sizeof place.top, "/tmp/charfinder-folder.XXXXXX");
    if (!mkdtemp(place.top))
        return -1;
    place.folder = open(place.top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *state = &place;
    return place.folder < 0 ? -1 : 0;
}

static int place_remove(void **state)
{
    const struct place *place = *state;

    (void)close(place->folder);
    return remove_tree(place->top);
}

/* A file that was used so many seconds after the epoch. */
static void put(const struct place *place, const char *name, time_t used)
{
    const struct timespec times[2] = {{.tv_sec = used}, {.tv_sec = used}};
    int file = openat(place->folder, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

    assert_true(file >= 0);
    assert_int_equal(futimens(file, times), 0);
    (void)close(file);
}

static bool there(const struct place *place, const char *name)
{
    struct stat status;

    return fstatat(place->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/*
 * Names.
 */

static const char *name_of(const struct sources *sources, char name[static FOLDER_NAME_SIZE])
{
    folder_name(sources, name);
    return name;
}

static void test_a_name_for_each_origin(void **state)
{
    struct sources sources = {.language_count = 1, .languages = {"en"}};
    char first[FOLDER_NAME_SIZE], names[5][FOLDER_NAME_SIZE];
    struct sources others[5];

    (void)state;
    (void)name_of(&sources, first);
    assert_int_equal(strlen(first), strlen("unicode-f81d4fae7dec11d0.charindex"));
    for (size_t i = 0; i < 5; i++)
        others[i] = sources;
    others[0].icu_version[0] = 76;
    others[1].unicode_version[1] = 1;
    others[2].list[SOURCE_SITE].digest[15] = 1;
    others[3].list[SOURCE_ICU].name[0] = 'i';
    memcpy(others[4].languages[others[4].language_count++], "fr", 2);
    for (size_t i = 0; i < 5; i++) {
        assert_string_not_equal(name_of(&others[i], names[i]), first);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(names[i], names[j]);
    }
    /* What a build finds out is not part of it. */
    sources.list[SOURCE_EMOJI].records = 7;
    sources.list[SOURCE_EMOJI].state = SOURCE_DAMAGED;
    assert_string_equal(name_of(&sources, names[0]), first);
}

/*
 * Which are there.
 */

static void test_the_one_used_last_comes_first(void **state)
{
    const struct place *place = *state;
    struct folder_files files;
    int file;

    put(place, "unicode-a.charindex", 20);
    put(place, "unicode-b.charindex", 30);
    put(place, "unicode.charindex", 10); /* of an earlier version */
    put(place, "unicode-c.charindex.new", 40);
    put(place, "notes.charindex", 40);
    put(place, ".charindex", 40);
    put(place, "unicode-01234567890123456789012345678901234567890123456789.charindex", 40);
    assert_int_equal(folder_list(place->folder, &files), 0);
    assert_int_equal(files.count, 3);
    assert_string_equal(files.names[0], "unicode-b.charindex");
    assert_string_equal(files.names[1], "unicode-a.charindex");
    assert_string_equal(files.names[2], "unicode.charindex");

    file = folder_open(place->folder, "unicode.charindex");
    assert_true(file >= 0);
    (void)close(file);
    folder_used(place->folder, "unicode.charindex");
    folder_used(place->folder, "absent");
    assert_int_equal(folder_list(place->folder, &files), 0);
    assert_string_equal(files.names[0], "unicode.charindex");
}

static void test_what_is_not_listed(void **state)
{
    const struct place *place = *state;
    struct folder_files files;

    assert_int_equal(folder_list(place->folder, &files), 0);
    assert_int_equal(files.count, 0);
    assert_int_equal(folder_list(-1, &files), -EBADF);
    assert_int_equal(files.count, 0);
    for (int i = 0; i < FOLDER_LISTED + 9; i++) {
        char name[FOLDER_NAME_SIZE];

        (void)snprintf(name, sizeof name, "unicode-%d.charindex", i);
        put(place, name, i);
    }
    assert_int_equal(folder_list(place->folder, &files), 0);
    assert_int_equal(files.count, FOLDER_LISTED);
}

static void test_what_is_not_opened(void **state)
{
    const struct place *place = *state;
    int pipe;

    assert_int_equal(folder_open(place->folder, "absent"), -ENOENT);
    assert_int_equal(symlinkat("/etc/passwd", place->folder, "link"), 0);
    assert_int_equal(folder_open(place->folder, "link"), -ELOOP);
    assert_int_equal(mkfifoat(place->folder, "pipe", 0600), 0);
    (void)alarm(60); /* ends the test if it waits */
    pipe = folder_open(place->folder, "pipe");
    (void)alarm(0);
    assert_true(pipe >= 0);
    (void)close(pipe);
}

/*
 * Writing.
 */

static void test_one_writer_at_a_time(void **state)
{
    const struct place *place = *state;
    int turn = folder_lock(place->folder);

    assert_true(turn >= 0);
    assert_int_equal(folder_lock(place->folder), -EWOULDBLOCK);
    put(place, "unicode-a.charindex.new", 1);
    assert_false(folder_clean(place->folder)); /* it is being written */
    assert_true(there(place, "unicode-a.charindex.new"));
    (void)close(turn);
    assert_true(folder_clean(place->folder));
    assert_false(there(place, "unicode-a.charindex.new"));
    turn = folder_lock(place->folder);
    assert_true(turn >= 0);
    (void)close(turn);
}

static void test_a_reader_creates_nothing(void **state)
{
    const struct place *place = *state;

    assert_false(folder_clean(place->folder));
    assert_false(there(place, FOLDER_LOCK));
    assert_false(folder_clean(-1));
}

static void test_a_lock_that_is_something_else(void **state)
{
    const struct place *place = *state;

    assert_int_equal(symlinkat("elsewhere", place->folder, FOLDER_LOCK), 0);
    assert_int_equal(folder_lock(place->folder), -ELOOP);
    assert_false(there(place, "elsewhere"));
    assert_int_equal(unlinkat(place->folder, FOLDER_LOCK, 0), 0);
    assert_int_equal(mkdirat(place->folder, FOLDER_LOCK, 0700), 0);
    assert_int_equal(folder_lock(place->folder), -EISDIR);
}

static void test_those_used_last_stay(void **state)
{
    const struct place *place = *state;
    char name[FOLDER_NAME_SIZE];

    for (int i = 0; i < FOLDER_KEPT + 3; i++) {
        (void)snprintf(name, sizeof name, "unicode-%d.charindex", i);
        put(place, name, i);
    }
    put(place, "unicode.charindex.new", 0); /* an earlier version may be writing it */
    put(place, "unicode-9.charindex.new", 0);
    put(place, "notes", 0);
    folder_sweep(place->folder, "unicode-1.charindex"); /* the clock has been set back */
    for (int i = 0; i < FOLDER_KEPT + 3; i++) {
        (void)snprintf(name, sizeof name, "unicode-%d.charindex", i);
        assert_int_equal(there(place, name), i == 1 || i >= 3);
    }
    assert_true(there(place, "unicode.charindex.new"));
    assert_false(there(place, "unicode-9.charindex.new"));
    assert_true(there(place, "notes"));
    folder_sweep(-1, "");
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, place_make, place_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_for_each_origin),
        STORY(test_the_one_used_last_comes_first),
        STORY(test_what_is_not_listed),
        STORY(test_what_is_not_opened),
        STORY(test_one_writer_at_a_time),
        STORY(test_a_reader_creates_nothing),
        STORY(test_a_lock_that_is_something_else),
        STORY(test_those_used_last_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
