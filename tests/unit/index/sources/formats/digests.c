/*
 * Digests that are found again by the status of a file, and by nothing less than all of it.
 */

#include "index/sources/formats/digests.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct timespec now = {.tv_sec = 1500000000}; /* when digests are saved */
static const uint8_t first_digest[CHECKSUM_SIZE] = {1, 2, 3};

/* A file that nobody has touched for a long time. */
static struct stat file_of(uint64_t inode)
{
    return (struct stat){
        .st_dev = 7,
        .st_ino = inode,
        .st_size = 1000,
        .st_mtim = {.tv_sec = 1000000000, .tv_nsec = 5},
        .st_ctim = {.tv_sec = 1000000001, .tv_nsec = 6},
    };
}

static bool knows(struct digests *digests, const struct stat *file)
{
    uint8_t digest[CHECKSUM_SIZE];

    return digests_find(digests, file, digest);
}

static void test_a_file_that_has_not_changed_is_known(void **state)
{
    struct digests digests = DIGESTS_INIT;
    const struct stat file = file_of(1), other = file_of(2);
    uint8_t digest[CHECKSUM_SIZE];

    (void)state;
    assert_false(knows(&digests, &file));
    digests_note(&digests, &other, (const uint8_t[CHECKSUM_SIZE]){9});
    digests_note(&digests, &file, first_digest);
    assert_true(digests.changed);
    for (unsigned i = 0; i < 3; i++) { /* in any order */
        assert_true(digests_find(&digests, &file, digest));
        assert_memory_equal(digest, first_digest, sizeof digest);
        assert_true(digests_find(&digests, &other, digest));
        assert_int_equal(digest[0], 9);
    }
    digests_release(&digests);
}

static void test_anything_else_in_its_status_is_another_file(void **state)
{
    struct digests digests = DIGESTS_INIT;
    const struct stat file = file_of(1);
    struct stat changed[7];

    (void)state;
    digests_note(&digests, &file, first_digest);
    for (unsigned i = 0; i < 7; i++)
        changed[i] = file;
    changed[0].st_dev++;
    changed[1].st_ino++;
    changed[2].st_size++;
    changed[3].st_mtim.tv_sec++;
    changed[4].st_mtim.tv_nsec++;
    changed[5].st_ctim.tv_sec++; /* all that is left where the other time was set back */
    changed[6].st_ctim.tv_nsec++;
    for (unsigned i = 0; i < 7; i++)
        assert_false(knows(&digests, &changed[i]));
    assert_true(knows(&digests, &file));
    digests_release(&digests);
}

/* It may have changed again without another time. */
static void test_a_file_that_had_just_changed_is_forgotten(void **state)
{
    static const struct timespec written = {.tv_sec = 1500000000};
    struct digests digests = DIGESTS_INIT, loaded = DIGESTS_INIT;
    struct buffer bytes = BUFFER_INIT;
    struct stat file = file_of(1);

    (void)state;
    for (int seconds = -DIGESTS_SETTLED; seconds < 1000; seconds += 500) { /* also in the future */
        file = file_of(1);
        file.st_ctim.tv_sec = written.tv_sec + seconds;
        digests_note(&digests, &file, first_digest);
        assert_true(knows(&digests, &file));
        file = file_of(2);
        file.st_mtim.tv_sec = written.tv_sec + seconds;
        digests_note(&digests, &file, first_digest);
    }
    file = file_of(3);
    file.st_ctim.tv_sec = file.st_mtim.tv_sec = written.tv_sec - DIGESTS_SETTLED - 1;
    digests_note(&digests, &file, first_digest);
    digests_save(&digests, &bytes);
    digests_load(&loaded, (struct slice){bytes.bytes, bytes.size}, written);
    assert_int_equal(loaded.entries.count, 1);
    assert_true(knows(&loaded, &file));
    buffer_release(&bytes);
    digests_release(&digests);
    digests_release(&loaded);
}

static void test_the_oldest_gives_way(void **state)
{
    struct digests digests = DIGESTS_INIT;

    (void)state;
    for (uint64_t inode = 0; inode <= DIGESTS_MAX; inode++) {
        const struct stat file = file_of(inode);

        digests_note(&digests, &file, first_digest);
    }
    assert_int_equal(digests.entries.count, DIGESTS_MAX);
    assert_false(knows(&digests, &(const struct stat[1]){file_of(0)}[0]));
    assert_true(knows(&digests, &(const struct stat[1]){file_of(1)}[0]));
    assert_true(knows(&digests, &(const struct stat[1]){file_of(DIGESTS_MAX)}[0]));
    digests_release(&digests);
}

static void test_they_are_saved_and_loaded(void **state)
{
    struct digests digests = DIGESTS_INIT, loaded = DIGESTS_INIT;
    struct buffer bytes = BUFFER_INIT;
    const struct stat file = file_of(1), other = file_of(2);

    (void)state;
    digests_note(&digests, &file, first_digest);
    digests_note(&digests, &other, first_digest);
    digests_save(&digests, &bytes);
    assert_true(bytes.size <= DIGESTS_SIZE_MAX);
    digests_load(&loaded, (struct slice){bytes.bytes, bytes.size}, now);
    assert_false(loaded.changed);
    assert_true(knows(&loaded, &other));
    assert_true(knows(&loaded, &file));
    buffer_release(&bytes);
    digests_release(&digests);
    digests_release(&loaded);
}

static void test_damaged_bytes_give_none(void **state)
{
    struct digests digests = DIGESTS_INIT, loaded = DIGESTS_INIT;
    struct buffer bytes = BUFFER_INIT;
    const struct stat file = file_of(1);

    (void)state;
    digests_note(&digests, &file, first_digest);
    digests_save(&digests, &bytes);
    for (size_t size = 0; size < bytes.size; size++)
        digests_load(&loaded, (struct slice){bytes.bytes, size}, now);
    for (size_t bit = 0; bit < bytes.size * 8; bit++) {
        bytes.bytes[bit / 8] ^= (char)(1u << bit % 8);
        digests_load(&loaded, (struct slice){bytes.bytes, bytes.size}, now);
        bytes.bytes[bit / 8] ^= (char)(1u << bit % 8);
    }
    assert_int_equal(loaded.entries.count, 0);
    buffer_release(&bytes);
    digests_release(&digests);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_that_has_not_changed_is_known),
        cmocka_unit_test(test_anything_else_in_its_status_is_another_file),
        cmocka_unit_test(test_a_file_that_had_just_changed_is_forgotten),
        cmocka_unit_test(test_the_oldest_gives_way),
        cmocka_unit_test(test_they_are_saved_and_loaded),
        cmocka_unit_test(test_damaged_bytes_give_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
