/*
 * A file that arrives over several runs.
 */

#include "index/update/transfer/part.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/update/scripted_folder.h"

#define URL "http://x/Blocks.txt"

static struct part part;

static void reopen(const struct scripted_folder *it)
{
    part_close(&part);
    assert_int_equal(part_open(&part, it->folder, "emoji/a.txt"), 0);
}

static void test_a_part_grows_over_runs(void **state)
{
    const struct scripted_folder *it = *state;

    reopen(it);
    assert_false(part.complete || part_resumable(&part));
    assert_int_equal(part_begin(&part, URL, "\"1\""), 0);
    assert_int_equal(part_append(&part, "ab", 2), 0);
    reopen(it);
    assert_int_equal(part.size, 2);
    assert_string_equal(part.url, URL);
    assert_true(part_resumable(&part));
    assert_int_equal(part_append(&part, "cd", 2), 0);
    assert_int_equal(part_finish(&part), 0);
    assert_string_equal(scripted_text(it->folder, "emoji%a.txt"), "abcd");
    reopen(it);
    assert_true(part.complete && !part_resumable(&part));
    assert_string_equal(part.validator, "\"1\"");
    assert_int_equal(part_begin(&part, URL, ""), 0);
    assert_false(part.complete);
    assert_int_equal(part.size, 0);
    assert_int_equal(part_discard(&part), 0);
    assert_false(scripted_exists(it->folder, "emoji%a.txt.part"));
    assert_false(scripted_exists(it->folder, "emoji%a.txt.from"));
}

static void test_what_cannot_be_resumed(void **state)
{
    const struct scripted_folder *it = *state;

    reopen(it);
    assert_int_equal(part_begin(&part, URL, "W/\"1\""), 0);
    assert_int_equal(part_append(&part, "a", 1), 0);
    assert_false(part_resumable(&part));
    assert_int_equal(part_begin(&part, URL, ""), 0);
    assert_int_equal(part_append(&part, "a", 1), 0);
    assert_false(part_resumable(&part));
}

static void test_bytes_of_unknown_origin_are_dropped(void **state)
{
    static const char *const notes[] = {
        NULL, "", "x", "http://x\n", "http://x\n\"1\"", "\n\"1\"\n", "http://x\n\"1\"\nmore\n"};
    const struct scripted_folder *it = *state;

    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        scripted_put_text(it->folder, "emoji%a.txt.part", "bytes");
        if (notes[i])
            scripted_put_text(it->folder, "emoji%a.txt.from", notes[i]);
        reopen(it);
        assert_int_equal(part.size, 0);
        assert_false(scripted_exists(it->folder, "emoji%a.txt.part"));
        assert_false(scripted_exists(it->folder, "emoji%a.txt.from"));
    }
    scripted_put(it->folder, "emoji%a.txt.from", "http://x\0\n\"1\"\n", 15);
    reopen(it);
    assert_string_equal(part.url, "");
}

static void test_long_names_are_refused(void **state)
{
    const struct scripted_folder *it = *state;
    char text[PART_URL_SIZE + 1];

    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    reopen(it);
    assert_int_equal(part_begin(&part, text, ""), -ENAMETOOLONG);
    text[PART_VALIDATOR_SIZE] = '\0';
    assert_int_equal(part_begin(&part, URL, text), -ENAMETOOLONG);
    assert_int_equal(part_open(&part, it->folder, text), -ENAMETOOLONG);
}

static int tear_down(void **state)
{
    part_close(&part);
    return scripted_folder_remove(state);
}

static int set_up(void **state)
{
    part.file = -1;
    return scripted_folder_make(state);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_part_grows_over_runs),
        TEST(test_what_cannot_be_resumed),
        TEST(test_bytes_of_unknown_origin_are_dropped),
        TEST(test_long_names_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
