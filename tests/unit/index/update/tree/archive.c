/*
 * Archives: what is wanted is unpacked, and hostile ones are refused.
 */

#include "index/update/tree/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/index/update/scripted_archive.h"
#include "tests/unit/index/update/scripted_folder.h"

#define WANTED "common/annotations/de.xml"
#define PLACE  "unicode/cldr/common/annotations/de.xml"

static struct reason reason;
static struct archive_found found;

static enum outcome unpack(const struct scripted_folder *it, enum catalog_kind kind,
                           const struct catalog_limits *limits, const char *bytes, size_t size)
{
    int file = memfd_create("archive", MFD_CLOEXEC);
    enum outcome outcome;

    assert_true(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    assert_int_equal(lseek(file, 0, SEEK_SET), 0);
    reason.text[0] = '\0';
    assert_int_equal(archive_unpack(file, kind, limits, it->folder, &outcome, &found, &reason), 0);
    (void)close(file);
    assert_int_equal(outcome == OUTCOME_OK, reason.text[0] == '\0');
    return outcome;
}

static enum outcome members(const struct scripted_folder *it, enum catalog_kind kind,
                            const struct catalog_limits *limits, const struct scripted_member *list,
                            size_t count)
{
    struct buffer bytes = BUFFER_INIT;
    enum outcome outcome;

    scripted_archive(&bytes, list, count);
    outcome = unpack(it, kind, limits, bytes.bytes, bytes.size);
    buffer_release(&bytes);
    return outcome;
}

static void test_what_is_wanted_is_unpacked(void **state)
{
    const struct scripted_folder *it = *state;
    const struct scripted_member list[] = {
        {"common/", "", S_IFDIR | 0755}, {WANTED, "text", 0}, {"common/uca/x.txt", "no", 0}};

    assert_int_equal(members(it, CATALOG_CLDR_COMMON, &catalog_limits, list, 3), OUTCOME_OK);
    assert_string_equal(scripted_text(it->folder, PLACE), "text");
    assert_int_equal(found.files, 1);
    assert_int_equal(found.bytes, 4);
    assert_false(scripted_exists(it->folder, "unicode/cldr/common/uca"));
}

static void test_texts_of_unihan_are_compressed(void **state)
{
    const struct scripted_folder *it = *state;
    const struct scripted_member list[] = {{"Unihan_Readings.txt", "some text", 0}};

    assert_int_equal(members(it, CATALOG_UNIHAN, &catalog_limits, list, 1), OUTCOME_OK);
    assert_memory_equal(scripted_text(it->folder, "unicode/Unihan_Readings.txt.bz2"), "BZh", 3);
}

static void test_unsafe_members(void **state)
{
    static const struct scripted_member cases[][2] = {
        {{"../../etc/passwd", "x", 0}, {WANTED, "x", 0}},
        {{WANTED, "x", 0}, {"common/../../x", "x", 0}},
        {{"/etc/passwd", "x", 0}, {WANTED, "x", 0}},
        {{"..", "x", 0}, {WANTED, "x", 0}},
        {{"a\\..\\b", "x", 0}, {WANTED, "x", 0}},
        {{"link", "/etc", S_IFLNK | 0777}, {WANTED, "x", 0}},
        {{WANTED, "/etc/passwd", S_IFLNK | 0777}, {"x", "x", 0}},
        {{"device", "", S_IFCHR | 0666}, {WANTED, "x", 0}},
        {{WANTED, "x", 0}, {WANTED, "y", 0}},
        {{WANTED, "x", 0}, {"top/" WANTED, "y", 0}},
    };
    const struct scripted_folder *it = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(members(it, CATALOG_CLDR_COMMON, &catalog_limits, cases[i], 2),
                         OUTCOME_REFUSED);
        assert_non_null(strstr(reason.text, "unsafe archive"));
        (void)unlinkat(it->folder, PLACE, 0);
    }
    assert_false(scripted_exists(it->folder, "x"));
}

static void test_bombs(void **state)
{
    static const struct catalog_limits small = {.member_size = 10, .total_size = 15, .members = 3};
    const struct scripted_folder *it = *state;
    const struct scripted_member large[] = {{WANTED, "12345678901", 0}},
                                 many[] = {{WANTED, "x", 0},
                                           {"a", "", 0},
                                           {"b", "", 0},
                                           {"c", "", 0}},
                                 much[] = {{WANTED, "12345678", 0},
                                           {"common/main/de.xml", "12345678", 0}};

    assert_int_equal(members(it, CATALOG_CLDR_COMMON, &small, large, 1), OUTCOME_REFUSED);
    (void)unlinkat(it->folder, PLACE, 0);
    assert_int_equal(members(it, CATALOG_CLDR_COMMON, &small, many, 4), OUTCOME_REFUSED);
    (void)unlinkat(it->folder, PLACE, 0);
    assert_int_equal(members(it, CATALOG_CLDR_COMMON, &small, much, 2), OUTCOME_REFUSED);
    (void)unlinkat(it->folder, PLACE, 0);
    assert_int_equal(members(it, CATALOG_CLDR_COMMON, &small, many, 3), OUTCOME_OK);
}

static void test_damage_anywhere(void **state)
{
    const struct scripted_folder *it = *state;
    const struct scripted_member list[] = {{WANTED, "text", 0}, {"common/main/de.xml", "de", 0}};
    struct buffer bytes = BUFFER_INIT;

    assert_int_equal(unpack(it, CATALOG_CLDR_COMMON, &catalog_limits, "", 0), OUTCOME_DAMAGED);
    assert_int_equal(unpack(it, CATALOG_CLDR_COMMON, &catalog_limits, "<html>", 6),
                     OUTCOME_DAMAGED);
    assert_int_equal(members(it, CATALOG_UNIHAN, &catalog_limits, list, 2), OUTCOME_DAMAGED);
    scripted_archive(&bytes, list, 2);
    for (size_t size = 0; size < bytes.size; size += 7) { /* cut */
        enum outcome outcome = unpack(it, CATALOG_CLDR_COMMON, &catalog_limits, bytes.bytes, size);

        assert_true(outcome == OUTCOME_DAMAGED || outcome == OUTCOME_OK);
        (void)unlinkat(it->folder, PLACE, 0);
        (void)unlinkat(it->folder, "unicode/cldr/common/main/de.xml", 0);
    }
    for (size_t i = 0; i < bytes.size; i++) { /* changed: any outcome, but no more than that */
        bytes.bytes[i] ^= 0x55;
        (void)unpack(it, CATALOG_CLDR_COMMON, &catalog_limits, bytes.bytes, bytes.size);
        bytes.bytes[i] ^= 0x55;
        (void)unlinkat(it->folder, PLACE, 0);
        (void)unlinkat(it->folder, "unicode/cldr/common/main/de.xml", 0);
    }
    buffer_release(&bytes);
}

static void test_a_file_in_the_way_of_a_folder(void **state)
{
    const struct scripted_folder *it = *state;
    const struct scripted_member list[] = {{"a", "", 0}, {"a/b", "", 0}};

    assert_int_equal(members(it, CATALOG_ANYTHING, &catalog_limits, list, 2), OUTCOME_REFUSED);
    assert_non_null(strstr(reason.text, "invalid path"));
}

static void test_a_folder_that_cannot_be_written(void **state)
{
    const struct scripted_member list[] = {{WANTED, "text", 0}};
    struct buffer bytes = BUFFER_INIT;
    int file = memfd_create("archive", MFD_CLOEXEC);
    enum outcome outcome;

    (void)state;
    scripted_archive(&bytes, list, 1);
    assert_true(write(file, bytes.bytes, bytes.size) > 0 && lseek(file, 0, SEEK_SET) == 0);
    assert_int_equal(
        archive_unpack(file, CATALOG_CLDR_COMMON, &catalog_limits, -1, &outcome, &found, &reason),
        -EBADF);
    (void)close(file);
    buffer_release(&bytes);
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_wanted_is_unpacked),
        TEST(test_texts_of_unihan_are_compressed),
        TEST(test_unsafe_members),
        TEST(test_bombs),
        TEST(test_damage_anywhere),
        TEST(test_a_file_in_the_way_of_a_folder),
        cmocka_unit_test(test_a_folder_that_cannot_be_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
