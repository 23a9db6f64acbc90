/*
 * The best name of each private-use character is the one that counts.
 */

#include "index/sources/records/private_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_private_use(void **state)
{
    static const uint32_t yes[] = {0xE000, 0xF8FF, 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD};
    static const uint32_t no[] = {0,      'a',     0xD800,  0xDFFF,  0xF900,
                                  0xFFFE, 0xEFFFF, 0xFFFFE, 0xFFFFF, 0x10FFFF};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(private_names_for(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(private_names_for(no[i]));
}

static void test_the_best_name_counts(void **state)
{
    static const struct {
        uint32_t code_point;
        unsigned preference;
        const char *name;
    } added[] = {
        {0xE001, 2, "an alias"}, {0xE000, 0, "first"},  {0xE001, 1, "the name"},
        {0xE000, 0, "second"},   {0xE001, 1, "a late"}, {0x10FFFD, 3, ""},
    };
    static const char *const expected[] = {"first", "the name", ""};
    struct private_names names = {.list = VECTOR_INIT};

    (void)state;
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        private_names_add(&names, added[i].code_point, added[i].preference,
                          slice_of(added[i].name));
    assert_int_equal(private_names_settle(&names), 0);
    assert_int_equal(names.list.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(slice_is(private_names_text(&names, i), expected[i]));
    assert_true(private_names_has(&names, 0xE000));
    assert_true(private_names_has(&names, 0x10FFFD));
    assert_false(private_names_has(&names, 0xE002));
    private_names_release(&names);
}

static void test_no_names(void **state)
{
    struct private_names names = {.list = VECTOR_INIT};

    (void)state;
    assert_int_equal(private_names_settle(&names), 0);
    assert_false(private_names_has(&names, 0xE000));
    private_names_release(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_private_use),
        cmocka_unit_test(test_the_best_name_counts),
        cmocka_unit_test(test_no_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
