#include "tests/bench/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* 1, 2, … count */
static struct times first(uint64_t count)
{
    struct times times = {0};

    for (uint64_t i = count; i > 0; i--)
        times_add(&times, i);
    return times;
}

static void assert_figures(uint64_t count, uint64_t p50, uint64_t p99)
{
    struct times times = first(count);
    struct figures figures = times_figures(&times);

    assert_int_equal(figures.p50, p50);
    assert_int_equal(figures.p99, p99);
    assert_int_equal(figures.worst, count);
    times_release(&times);
}

/* At least 99 of 100 do not exceed it: 101 of 102 are 99.02 %, 100 would be 98.04 %. */
static void a_percentile_is_the_smallest_time_that_enough_do_not_exceed(void **state)
{
    (void)state;
    assert_figures(1, 1, 1);
    assert_figures(2, 1, 2);
    assert_figures(99, 50, 99);
    assert_figures(100, 50, 99);
    assert_figures(101, 51, 100);
    assert_figures(102, 51, 101);
    assert_figures(1000, 500, 990);
}

static void nothing_has_no_percentile(void **state)
{
    struct times times = {0};

    (void)state;
    assert_int_equal(times_figures(&times).p99, 0);
    assert_int_equal(percentile(NULL, 0, 990), 0);
}

static void any_permille_has_one(void **state)
{
    struct times times = first(10000);

    (void)state;
    (void)times_figures(&times); /* sorts them */
    assert_int_equal(percentile(times.list, times.count, 1), 10);
    assert_int_equal(percentile(times.list, times.count, 999), 9990);
    assert_int_equal(percentile(times.list, times.count, 1000), 10000);
    times_release(&times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percentile_is_the_smallest_time_that_enough_do_not_exceed),
        cmocka_unit_test(nothing_has_no_percentile),
        cmocka_unit_test(any_permille_has_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
