/*
 * Code points in a row.
 */

#include "index/search/reading/points.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_surrogates_become_one(void **state)
{
    struct points points = {.count = 0};

    (void)state;
    points_add(&points, 0xD83D);
    points_add(&points, 0xDE00);
    points_add(&points, 0xDE00);
    points_add(&points, 0xD83D);
    points_add(&points, 0x41);
    assert_int_equal(points.count, 4);
    assert_int_equal(points.list[0], 0x1F600);
    assert_int_equal(points.list[1], 0xDE00);
}

static void test_text(void **state)
{
    struct points points = {.count = 0};

    (void)state;
    points_add_text(&points, "a\xC3\xA9", 3);
    assert_int_equal(points.count, 2);
    assert_int_equal(points.list[1], 0xE9);
}

static void test_a_full_list(void **state)
{
    struct points points = {.count = 0};

    (void)state;
    for (size_t i = 0; i < QUERY_MAX_SIZE + 1; i++)
        points_add(&points, 0xD83D);
    assert_int_equal(points.count, QUERY_MAX_SIZE);
    points_add(&points, 0xDE00); /* joins the last one */
    assert_int_equal(points.count, QUERY_MAX_SIZE);
    assert_int_equal(points.list[QUERY_MAX_SIZE - 1], 0x1F600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_surrogates_become_one),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_a_full_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
