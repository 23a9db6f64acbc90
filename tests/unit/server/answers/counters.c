/*
 * Durations and statuses, each in its place.
 */

#include "server/answers/counters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_a_duration_is_in_the_first_bucket_that_holds_it(void **state)
{
    static const struct {
        uint64_t microseconds;
        size_t bucket;
    } cases[] = {
        {0, 0},
        {100, 0},
        {101, 1},
        {999, 3},
        {1000, 3},
        {10001, 7},
        {1000000, 11},
        {1000001, 12},
        {10000000, 12},
        {10000001, 13},
        {UINT64_MAX / 2, 13},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct durations durations = {.microseconds = 0};

        durations_add(&durations, cases[i].microseconds);
        durations_add(&durations, cases[i].microseconds);
        for (size_t bucket = 0; bucket <= DURATION_BOUNDS; bucket++)
            assert_int_equal(counter_get(&durations.buckets[bucket]),
                             bucket == cases[i].bucket ? 2 : 0);
        assert_int_equal(counter_get(&durations.microseconds), 2 * cases[i].microseconds);
    }
}

static void test_the_bounds_rise(void **state)
{
    (void)state;
    for (size_t i = 1; i < DURATION_BOUNDS; i++)
        assert_true(duration_bounds[i - 1] < duration_bounds[i]);
}

static void test_every_status_has_a_place(void **state)
{
    (void)state;
    for (unsigned status = 0; status < 1100; status++) {
        size_t place = counted_status(status);

        assert_true(place <= COUNTED_STATUSES);
        if (place < COUNTED_STATUSES)
            assert_int_equal(counted_statuses[place], status);
    }
    for (size_t place = 0; place < COUNTED_STATUSES; place++)
        assert_int_equal(counted_status(counted_statuses[place]), place); /* none is there twice */
    assert_int_equal(counted_status(200), 0);
    assert_int_equal(counted_status(418), COUNTED_STATUSES);
    assert_in_range(counted_status(308), 0, COUNTED_STATUSES - 1); /* addresses of characters */
}

static void test_a_counter_falls_as_well(void **state)
{
    counter_value counter = 0;

    (void)state;
    counter_add(&counter, 3);
    counter_add(&counter, -2);
    assert_int_equal(counter_get(&counter), 1);
    counter_set(&counter, 7);
    assert_int_equal(counter_get(&counter), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_duration_is_in_the_first_bucket_that_holds_it),
        cmocka_unit_test(test_the_bounds_rise),
        cmocka_unit_test(test_every_status_has_a_place),
        cmocka_unit_test(test_a_counter_falls_as_well),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
