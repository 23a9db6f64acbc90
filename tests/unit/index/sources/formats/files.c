/*
 * Files that exist, that do not, and that are not regular files.
 */

#include "index/sources/formats/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

static void test_one_file_after_the_other(void **state)
{
    static const char large[100000] = "large";
    const struct tree *tree = *state;
    struct file file = FILE_INIT;
    struct reason reason = {.text = ""};
    const char *bytes;

    tree_write(tree, "large", large, sizeof large);
    tree_write_text(tree, "small", "small");
    tree_write_text(tree, "none", "");
    assert_int_equal(file_read(&file, tree->directory, "large", &reason), SOURCE_OK);
    assert_int_equal(file.size, sizeof large);
    assert_memory_equal(file.bytes, large, sizeof large);
    bytes = file.bytes;
    assert_int_equal(file_read(&file, tree->directory, "small", &reason), SOURCE_OK);
    assert_int_equal(file.size, 5);
    assert_memory_equal(file.bytes, "small", 5);
    assert_ptr_equal(file.bytes, bytes);
    assert_int_equal(file_read(&file, tree->directory, "none", &reason), SOURCE_OK);
    assert_int_equal(file.size, 0);
    assert_string_equal(reason.text, "");
    file_release(&file);
}

static void test_what_is_missing(void **state)
{
    static const char *const paths[] = {"no-such-file", "no/such/directory", "large/inside",
                                        "dangling"};
    const struct tree *tree = *state;

    tree_write_text(tree, "large", "");
    assert_int_equal(symlinkat("nowhere", tree->directory, "dangling"), 0);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct file file = FILE_INIT;
        struct reason reason = {.text = ""};

        assert_int_equal(file_read(&file, tree->directory, paths[i], &reason), SOURCE_MISSING);
        assert_string_not_equal(reason.text, "");
        assert_int_equal(file_read(&file, -1, paths[i], &reason), SOURCE_MISSING);
        assert_string_equal(reason.text, "no such directory");
        file_release(&file);
    }
}

/* Opening a pipe without a writer must not block. */
static void test_what_is_not_a_regular_file(void **state)
{
    const struct tree *tree = *state;
    static const char *const paths[] = {"pipe", "unicode", "/dev/zero"};

    assert_int_equal(mkfifoat(tree->directory, "pipe", 0600), 0);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct file file = FILE_INIT;
        struct reason reason = {.text = ""};

        assert_int_equal(file_read(&file, tree->directory, paths[i], &reason), SOURCE_DAMAGED);
        assert_string_equal(reason.text, "not a regular file");
        assert_int_equal(file.size, 0);
        file_release(&file);
    }
}

static void test_what_is_too_large(void **state)
{
    const struct tree *tree = *state;
    struct file file = FILE_INIT;
    struct reason reason = {.text = ""};
    int descriptor;

    tree_write_text(tree, "huge", "");
    descriptor = openat(tree->directory, "huge", O_WRONLY | O_CLOEXEC);
    assert_int_equal(ftruncate(descriptor, (off_t)FILE_MAX_SIZE + 1), 0);
    assert_int_equal(file_read(&file, tree->directory, "huge", &reason), SOURCE_DAMAGED);
    assert_string_equal(reason.text, "file too large (67108865 bytes)");
    assert_int_equal(file.capacity, 0);
    assert_int_equal(close(descriptor), 0);
}

/* It says nothing about the file. */
static void test_a_process_without_descriptors(void **state)
{
    const struct tree *tree = *state;
    struct file file = FILE_INIT;
    struct reason reason = {.text = ""};
    struct rlimit before, limit;

    tree_write_text(tree, "file", "text");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    limit = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(file_read(&file, tree->directory, "file", &reason), -EMFILE);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(file_read(&file, tree->directory, "file", &reason), SOURCE_OK);
    file_release(&file);
}

static void test_a_cycle_of_links(void **state)
{
    const struct tree *tree = *state;
    struct file file = FILE_INIT;
    struct reason reason = {.text = ""};

    assert_int_equal(symlinkat("loop", tree->directory, "loop"), 0);
    assert_int_equal(file_read(&file, tree->directory, "loop", &reason), SOURCE_DAMAGED);
    assert_string_not_equal(reason.text, "");
}

/* A known file is not read: its digest is believed, whatever it is. */
static void test_a_known_file_is_identified_without_reading_it(void **state)
{
    static const uint8_t other[CHECKSUM_SIZE] = {1, 2, 3};
    const struct tree *tree = *state;
    struct digests digests = DIGESTS_INIT;
    struct file file = FILE_INIT;
    struct reason reason = {.text = ""};
    uint8_t digest[CHECKSUM_SIZE], read_digest[CHECKSUM_SIZE];

    tree_write_text(tree, "small", "small");
    checksum_of("small", 5, read_digest);
    assert_int_equal(file_identify(&file, tree->directory, "small", NULL, digest, &reason),
                     SOURCE_OK);
    assert_memory_equal(digest, read_digest, sizeof digest);
    assert_int_equal(file_identify(&file, tree->directory, "small", &digests, digest, &reason),
                     SOURCE_OK);
    assert_memory_equal(digest, read_digest, sizeof digest);
    assert_int_equal(digests.entries.count, 1);
    memcpy(digests.entries.items[0].digest, other, sizeof other);
    file.size = 0;
    assert_int_equal(file_identify(&file, tree->directory, "small", &digests, digest, &reason),
                     SOURCE_OK);
    assert_memory_equal(digest, other, sizeof digest);
    assert_int_equal(file.size, 5);
    assert_int_equal(file_identify(&file, tree->directory, "none", &digests, digest, &reason),
                     SOURCE_MISSING);
    assert_memory_equal(digest, (const uint8_t[CHECKSUM_SIZE]){0}, sizeof digest);
    digests_release(&digests);
    file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_TREE(test_a_process_without_descriptors),
        IN_A_TREE(test_one_file_after_the_other),
        IN_A_TREE(test_a_known_file_is_identified_without_reading_it),
        IN_A_TREE(test_what_is_missing),
        IN_A_TREE(test_what_is_not_a_regular_file),
        IN_A_TREE(test_what_is_too_large),
        IN_A_TREE(test_a_cycle_of_links),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
