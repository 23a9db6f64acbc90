/*
 * Files that bzip2 has compressed, and what is not whole.
 */

#include "index/sources/unpacking/packings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/unpacking/packed.h"

static const char text[] = "U+4E00\tone\nU+4E8C\ttwo\n";

static void test_several_streams(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    pack_bzip2(&file, text, 9);
    pack_bzip2(&file, "", 0);
    pack_bzip2(&file, text + 9, sizeof text - 1 - 9);
    assert_unpacked(&file, text, sizeof text - 1);
    buffer_append_text(&file, "more");
    assert_damaged(file.bytes, file.size, "not a bzip2 file, or damaged");
    buffer_release(&file);
}

static void test_an_empty_stream(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    pack_bzip2(&file, "", 0);
    assert_unpacked(&file, "", 0);
    buffer_release(&file);
}

static void test_damage(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    pack_bzip2(&file, text, sizeof text - 1);
    assert_true(count_harmless(&file, text, sizeof text - 1) < file.size);
    buffer_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_several_streams),
        cmocka_unit_test(test_an_empty_stream),
        cmocka_unit_test(test_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
