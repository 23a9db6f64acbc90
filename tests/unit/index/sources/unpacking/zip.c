/*
 * Members of archives, and archives that are not whole.
 */

#include "index/sources/unpacking/packings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/sources/unpacking/packed.h"

static const char text[] = "U+4E00\tone\nU+4E8C\ttwo\nU+4E09\tthree three three three\n";
static const int methods[] = {0 /* stored */, Z_DEFLATED};

static void test_methods(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        struct buffer file = BUFFER_INIT;

        pack_zip(&file, MEMBER, text, sizeof text - 1, methods[i]);
        assert_unpacked(&file, text, sizeof text - 1);
        buffer_release(&file);
    }
}

static void test_an_empty_member(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    pack_zip(&file, MEMBER, "", 0, Z_DEFLATED);
    assert_unpacked(&file, "", 0);
    buffer_release(&file);
}

static void test_another_member(void **state)
{
    struct buffer file = BUFFER_INIT;

    (void)state;
    pack_zip(&file, "folder/" MEMBER, text, sizeof text - 1, Z_DEFLATED);
    assert_damaged(file.bytes, file.size, "the archive does not have " MEMBER);
    buffer_release(&file);
}

static void test_damage(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        struct buffer file = BUFFER_INIT;

        pack_zip(&file, MEMBER, text, sizeof text - 1, methods[i]);
        /* Dates, versions, attributes and all of the other member. */
        assert_true(count_harmless(&file, text, sizeof text - 1) < file.size * 5);
        buffer_release(&file);
    }
}

/* The checksum is the last thing that is compared. */
static void test_a_wrong_byte(void **state)
{
    struct buffer file = BUFFER_INIT;
    char *member;

    (void)state;
    pack_zip(&file, MEMBER, text, sizeof text - 1, 0);
    member = memmem(file.bytes, file.size, "three", 5);
    assert_non_null(member);
    member[0] = 'T';
    assert_damaged(file.bytes, file.size, "the archive is damaged: its checksum does not match");
    buffer_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_methods),        cmocka_unit_test(test_an_empty_member),
        cmocka_unit_test(test_another_member), cmocka_unit_test(test_damage),
        cmocka_unit_test(test_a_wrong_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
