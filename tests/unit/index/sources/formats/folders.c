/*
 * Where a file is looked for: in which folder first, and in which layouts.
 */

#include "index/sources/formats/folders.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

static int read_first(const struct folders *folders, struct file *file, const char *path)
{
    uint8_t digest[CHECKSUM_SIZE];
    struct reason reason;

    return folders_take(folders, file, path, true, digest, &reason);
}

static int read_one(const struct folders *folders, size_t folder, struct file *file,
                    const char *path)
{
    uint8_t digest[CHECKSUM_SIZE];
    struct reason reason;

    return folders_take_one(folders, folder, file, path, true, digest, &reason);
}

static void test_layouts(void **state)
{
    static const struct {
        const char *asked, *written;
    } paths[] = {
        {"unicode/Blocks.txt", "unicode/Blocks.txt"},
        {"unicode/Blocks.txt", "ucd/Blocks.txt"},
        {"unicode/emoji/emoji-sequences.txt", "emoji/emoji-sequences.txt"},
        {"unicode/emoji/emoji-data.txt", "ucd/emoji/emoji-data.txt"},
        {"unicode/security/confusables.txt", "security/confusables.txt"},
        {"unicode/cldr/common/annotations/xx.xml", "common/annotations/xx.xml"},
        {"aglfn/aglfn.txt", "aglfn/aglfn.txt"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct tree tree = tree_make();
        const struct folders folders = {.count = 1, .list = {tree.directory}};
        struct file file = FILE_INIT;
        char head[8];

        tree_write_text(&tree, paths[i].written, "here");
        assert_int_equal(read_first(&folders, &file, paths[i].asked), SOURCE_OK);
        assert_int_equal(file.size, 4);
        assert_memory_equal(file.bytes, "here", 4);
        assert_true(folders_have(&folders, paths[i].asked));
        assert_int_equal(folders_head(&folders, 0, paths[i].asked, head, 2), 2);
        assert_int_equal(read_first(&folders, &file, "unicode/Scripts.txt"), SOURCE_MISSING);
        file_release(&file);
        tree_delete(&tree);
    }
}

static void test_the_first_folder_wins(void **state)
{
    struct tree first = tree_make(), second = tree_make();
    struct folders folders = FOLDERS_INIT;
    struct file file = FILE_INIT;

    (void)state;
    tree_write_text(&second, "unicode/Blocks.txt", "second");
    tree_write_text(&second, "unicode/Scripts.txt", "second");
    tree_write_text(&first, "ucd/Blocks.txt", "first");
    assert_int_equal(folders_add(&folders, "/nonexistent"), 0);
    assert_int_equal(folders_add(&folders, first.path), 0);
    assert_int_equal(folders_add(&folders, second.path), 0);
    assert_int_equal(read_first(&folders, &file, "unicode/Blocks.txt"), SOURCE_OK);
    assert_memory_equal(file.bytes, "first", 5);
    assert_int_equal(read_first(&folders, &file, "unicode/Scripts.txt"), SOURCE_OK);
    assert_memory_equal(file.bytes, "second", 6);
    assert_int_equal(read_one(&folders, 1, &file, "unicode/Scripts.txt"), SOURCE_MISSING);
    assert_int_equal(read_one(&folders, 0, &file, "unicode/Scripts.txt"), SOURCE_MISSING);
    assert_false(folders_one_has(&folders, 1, "unicode/Scripts.txt"));
    assert_int_equal(folders_directory(&folders, 0, "unicode"), -ENOENT);
    folders_close(&folders);
    assert_int_equal(folders.count, 0);
    assert_int_equal(read_first(&folders, &file, "unicode/Blocks.txt"), SOURCE_MISSING);
    file_release(&file);
    tree_delete(&first);
    tree_delete(&second);
}

static void test_there_may_be_too_many(void **state)
{
    struct folders folders = FOLDERS_INIT;

    (void)state;
    for (size_t i = 0; i < FOLDERS_MAX + 2; i++)
        assert_int_equal(folders_add(&folders, "/nonexistent"), 0);
    assert_int_equal(folders.count, FOLDERS_MAX);
    folders_close(&folders);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_the_first_folder_wins),
        cmocka_unit_test(test_there_may_be_too_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
