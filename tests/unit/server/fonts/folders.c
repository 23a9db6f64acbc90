/* Folders of fonts: which files are listed, and which are not. */

#include "server/fonts/folders.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/index/base/remove_tree.h"

static char top[64];

static int folder_new(void **state)
{
    (void)state;
    (void)snprintf(top, sizeof top, "/tmp/charfinder-folders-XXXXXX");
    return mkdtemp(top) ? 0 : -1;
}

static int folder_free(void **state)
{
    (void)state;
    return remove_tree(top);
}

static char *path_of(const char *name)
{
    static char path[256];

    (void)snprintf(path, sizeof path, "%s/%s", top, name);
    return path;
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static struct font_files list(void)
{
    const char *const folders[] = {top, "/nonexistent"};
    struct font_files files = {.list = VECTOR_INIT};

    assert_int_equal(folders_list(&files, folders, 2), 0);
    return files;
}

static void test_fonts_are_listed_in_the_order_of_their_paths(void **state)
{
    struct font_files files;

    (void)state;
    assert_int_equal(mkdir(path_of("a"), 0700), 0);
    write_file("z.ttf", "z");
    write_file("a/b.OTF", "b");
    write_file("a/c.ttc", "c");
    files = list();
    assert_int_equal(files.list.count, 3);
    assert_non_null(strstr(files.list.items[0].path, "/a/b.OTF"));
    assert_non_null(strstr(files.list.items[2].path, "/z.ttf"));
    folders_release(&files);
}

static void test_what_is_not_a_font_of_the_folder(void **state)
{
    struct font_files files;
    char target[64];

    (void)state;
    (void)snprintf(target, sizeof target, "%s", path_of("real.ttf"));
    write_file("real.ttf", "x");
    write_file("empty.ttf", "");
    write_file("font.ttf.txt", "x");
    write_file(".ttf", "x");
    write_file(".hidden.ttf", "x");
    assert_int_equal(symlink(target, path_of("link.ttf")), 0);
    assert_int_equal(symlink("/usr/share/fonts", path_of("elsewhere")), 0);
    assert_int_equal(mkfifo(path_of("pipe.ttf"), 0600), 0);
    assert_int_equal(mkdir(path_of("folder.ttf"), 0700), 0);
    assert_int_equal(symlink(".", path_of("folder.ttf/again")), 0);
    files = list();
    assert_int_equal(files.list.count, 1);
    assert_string_equal(files.list.items[0].path, target);
    folders_release(&files);
}

/* Deeper folders, and files beyond the limit, are left out: the walk ends. */
static void test_limits(void **state)
{
    struct font_files files;
    char name[160] = "d";

    (void)state;
    for (int depth = 0; depth < FOLDERS_DEPTH_MAX + 2; depth++) {
        assert_int_equal(mkdir(path_of(name), 0700), 0);
        (void)snprintf(name + strlen(name), sizeof name - strlen(name), "/f.ttf");
        write_file(name, "x");
        name[strlen(name) - strlen("f.ttf")] = '\0';
        (void)snprintf(name + strlen(name), sizeof name - strlen(name), "d");
    }
    files = list();
    assert_int_equal(files.list.count, FOLDERS_DEPTH_MAX);
    folders_release(&files);
}

static void test_a_file_that_changed_is_another_one(void **state)
{
    struct font_files files;
    int file;

    (void)state;
    write_file("a.ttf", "x");
    files = list();
    file = folders_open(&files.list.items[0]);
    assert_true(file >= 0);
    assert_int_equal(close(file), 0);
    write_file("a.ttf", "longer");
    assert_int_equal(folders_open(&files.list.items[0]), -ESTALE);
    assert_int_equal(unlink(path_of("a.ttf")), 0);
    assert_int_equal(folders_open(&files.list.items[0]), -ENOENT);
    assert_int_equal(mkfifo(path_of("a.ttf"), 0600), 0); /* is not waited for */
    assert_int_equal(folders_open(&files.list.items[0]), -ESTALE);
    assert_int_equal(unlink(path_of("a.ttf")), 0);
    assert_int_equal(symlink("/etc/passwd", path_of("a.ttf")), 0);
    assert_int_equal(folders_open(&files.list.items[0]), -ELOOP);
    folders_release(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fonts_are_listed_in_the_order_of_their_paths,
                                        folder_new, folder_free),
        cmocka_unit_test_setup_teardown(test_what_is_not_a_font_of_the_folder, folder_new,
                                        folder_free),
        cmocka_unit_test_setup_teardown(test_limits, folder_new, folder_free),
        cmocka_unit_test_setup_teardown(test_a_file_that_changed_is_another_one, folder_new,
                                        folder_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
