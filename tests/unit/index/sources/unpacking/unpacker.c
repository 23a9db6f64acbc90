/*
 * Which packing a file has.
 */

#include "index/sources/unpacking/unpacker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/unpacking/packed.h"

static const char text[] = "U+4E00\tone\nU+4E8C\ttwo\n";

static void test_each_packing(void **state)
{
    struct buffer plain = BUFFER_INIT, bzip2 = BUFFER_INIT, zip = BUFFER_INIT;

    (void)state;
    buffer_append_text(&plain, text);
    pack_bzip2(&bzip2, text, sizeof text - 1);
    pack_zip(&zip, MEMBER, text, sizeof text - 1, Z_DEFLATED);
    assert_unpacked(&plain, text, sizeof text - 1);
    assert_unpacked(&bzip2, text, sizeof text - 1);
    assert_unpacked(&zip, text, sizeof text - 1);
    buffer_release(&plain);
    buffer_release(&bzip2);
    buffer_release(&zip);
}

static void test_what_is_short(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    assert_damaged("", 0, "the file is empty");
    buffer_append_text(&file, "B"); /* as it is */
    assert_unpacked(&file, "B", 1);
    assert_damaged("BZh", 3, "the end of the file is missing");
    assert_damaged("PK", 2, "not a zip archive, or damaged");
    buffer_release(&file);
}

static void test_closing_nothing(void **state)
{
    (void)state;
    unpacker_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_packing),
        cmocka_unit_test(test_what_is_short),
        cmocka_unit_test(test_closing_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
