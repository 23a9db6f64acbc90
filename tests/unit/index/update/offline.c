/*
 * Files on this machine, in layouts of several kinds.
 */

#include "index/update/offline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/named_entry.h"
#include "tests/unit/index/update/scripted_archive.h"
#include "tests/unit/index/update/scripted_folder.h"

static const struct release v17 = {{17, 0, 0}, 3}, v48 = {{48, 0, 0}, 1}, any = {.count = 0};
static struct reason reason;

/* Is the entry found at this path of a folder that has nothing else? */
static void expect(const struct scripted_folder *it, const char *name,
                   const struct release *release, const char *file, const char *found)
{
    struct offline offline;
    enum outcome outcome;
    char top[128], path[CATALOG_PATH_SIZE];
    int made;

    assert_int_equal(tree_remove(it->folder, "files"), 0);
    (void)snprintf(top, sizeof top, "files/%s", file);
    made = tree_create(it->folder, top);
    assert_true(made >= 0);
    (void)close(made);
    (void)snprintf(top, sizeof top, "%s/files", it->path);
    assert_int_equal(offline_open(&offline, top, it->folder, &outcome, &reason), 0);
    assert_int_equal(outcome, OUTCOME_OK);
    assert_int_equal(offline_find(&offline, named(name), release, path), found != NULL);
    if (found)
        assert_string_equal(path, found);
    offline_close(&offline);
}

static void test_layouts(void **state)
{
    const struct scripted_folder *it = *state;
    const char test[] = "emoji/emoji-test.txt";

    expect(it, "Blocks.txt", &any, "unicode/Blocks.txt", "unicode/Blocks.txt");
    expect(it, "Blocks.txt", &v17, "Public/17.0.0/ucd/Blocks.txt", "Public/17.0.0/ucd/Blocks.txt");
    expect(it, "Blocks.txt", &any, "Public/17.0.0/ucd/Blocks.txt", NULL);
    expect(it, "Blocks.txt", &v17, "Public/16.0.0/ucd/Blocks.txt", NULL);
    expect(it, "Blocks.txt", &any, "ucd/Blocks.txt", "ucd/Blocks.txt");
    expect(it, "Blocks.txt", &any, "Blocks.txt", "Blocks.txt");
    expect(it, "Blocks.txt", &any, "some-name/unicode/Blocks.txt", "unicode/Blocks.txt");
    expect(it, "Blocks.txt", &any, "unicode/Scripts.txt", NULL);
    expect(it, test, &any, "ucd/emoji/emoji-test.txt", "ucd/emoji/emoji-test.txt");
    expect(it, test, &any, "emoji/emoji-test.txt", "emoji-test.txt"); /* the folder by itself */
    expect(it, "Unihan.zip", &any, "Unihan.zip", "Unihan.zip");
    expect(it, "Unihan.zip", &any, "unicode/Unihan_Readings.txt.bz2", "unicode");
    expect(it, "Unihan.zip", &any, "ucd/Unihan_Readings.txt", "ucd");
    expect(it, "Unihan.zip", &any, "ucd/Unihan/Unihan_Readings.txt", "ucd/Unihan");
    expect(it, "Unihan.zip", &any, "Unihan_Readings.txt.bz2", ".");
    expect(it, "Unihan.zip", &any, "Unihan_Variants.txt", NULL);
    expect(it, "CLDR", &any, "core.zip", "core.zip");
    expect(it, "CLDR", &v48, "cldr-common-48.zip", "cldr-common-48.zip");
    expect(it, "CLDR", &any, "common/annotations/en.xml", ".");
    expect(it, "CLDR", &any, "unicode/cldr/common/annotations/en.xml", "unicode/cldr");
}

static void test_an_archive_of_everything(void **state)
{
    const struct scripted_folder *it = *state;
    const struct scripted_member good[] = {{"top/unicode/NameAliases.txt",
                                            "# NameAliases-17.0.0.txt\n", 0},
                                           {"top/a b", "", 0}},
                                 bad[] = {{"unicode/Blocks.txt", "", 0}, {"../x", "", 0}};
    struct buffer bytes = BUFFER_INIT;
    struct offline offline;
    struct release release;
    enum outcome outcome;
    char path[128];

    (void)snprintf(path, sizeof path, "%s/archive", it->path);
    scripted_archive(&bytes, good, 2);
    scripted_put(it->folder, "archive", bytes.bytes, bytes.size);
    assert_int_equal(offline_open(&offline, path, it->folder, &outcome, &reason), 0);
    assert_int_equal(outcome, OUTCOME_OK);
    assert_true(offline_release(&offline, CATALOG_UNICODE, &release));
    assert_int_equal(release.parts[0], 17);
    offline_close(&offline);
    buffer_release(&bytes);

    scripted_archive(&bytes, bad, 2);
    scripted_put(it->folder, "archive", bytes.bytes, bytes.size);
    assert_int_equal(offline_open(&offline, path, it->folder, &outcome, &reason), 0);
    assert_int_equal(outcome, OUTCOME_REFUSED);
    offline_close(&offline);
    buffer_release(&bytes);

    scripted_put_text(it->folder, "archive", "no archive");
    assert_int_equal(offline_open(&offline, path, it->folder, &outcome, &reason), 0);
    assert_int_equal(outcome, OUTCOME_DAMAGED);
    offline_close(&offline);
}

/* Which version a folder with these files has. */
static void expect_release(const struct scripted_folder *it, enum catalog_group group,
                           const char *const files[], const char *expected)
{
    char top[128], text[RELEASE_SIZE];
    struct offline offline;
    struct release release;
    enum outcome outcome;

    assert_int_equal(tree_remove(it->folder, "files"), 0);
    for (size_t i = 0; files[i]; i++) {
        int made;

        (void)snprintf(top, sizeof top, "files/%s", files[i]);
        made = tree_create(it->folder, top);
        assert_true(made >= 0);
        (void)close(made);
    }
    (void)snprintf(top, sizeof top, "%s/files", it->path);
    assert_int_equal(offline_open(&offline, top, it->folder, &outcome, &reason), 0);
    assert_int_equal(offline_release(&offline, group, &release), expected[0] != '\0');
    release_print(&release, 0, text);
    assert_string_equal(text, expected);
    offline_close(&offline);
}

#define EXPECT_RELEASE(group, expected, ...)                                                       \
    expect_release(*state, group, (const char *const[]){__VA_ARGS__, NULL}, expected)

static void test_the_version_in_names(void **state)
{
    EXPECT_RELEASE(CATALOG_UNICODE, "17.0.0", "Public/17.0.0/ucd/UnicodeData.txt",
                   "Public/9.0.0/ucd/UnicodeData.txt", "Public/18.0.0/ReadMe.txt",
                   "Public/UCD/latest/x");
    EXPECT_RELEASE(CATALOG_UNICODE, "16.0.0", "16.0.0/ucd/UnicodeData.txt", "other/x");
    EXPECT_RELEASE(CATALOG_UNICODE, "", "unicode/UnicodeData.txt", "3/x");
    EXPECT_RELEASE(CATALOG_CLDR, "48.2", "Public/cldr/48/cldr-common-48.0.zip",
                   "Public/cldr/48.2/cldr-common-48.2.zip", "Public/cldr/49/x");
    EXPECT_RELEASE(CATALOG_CLDR, "48", "cldr/48/core.zip");
    EXPECT_RELEASE(CATALOG_CLDR, "48.1", "cldr-common-48.1.zip", "cldr-common-x.zip",
                   "cldr-common-.zip", "cldr-common-47.zip.part");
    EXPECT_RELEASE(CATALOG_CLDR, "", "core.zip", "47");
}

static void test_nothing_there(void **state)
{
    const struct scripted_folder *it = *state;
    struct offline offline;
    struct release release;
    enum outcome outcome;

    assert_int_equal(offline_open(&offline, "/nonexistent", it->folder, &outcome, &reason), 0);
    assert_int_equal(outcome, OUTCOME_NOT_FOUND);
    assert_non_null(strstr(reason.text, "No such file"));
    offline_close(&offline);
    assert_int_equal(offline_open(&offline, it->path, it->folder, &outcome, &reason), 0);
    for (int i = 0; i < CATALOG_GROUPS; i++)
        assert_false(offline_release(&offline, (enum catalog_group)i, &release));
    offline_close(&offline);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_layouts),
        TEST(test_an_archive_of_everything),
        TEST(test_the_version_in_names),
        TEST(test_nothing_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
