/*
 * Binary search against linear search, over every small array and at the limits of the number
 * range.
 */

#include "index/base/bisect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LONGEST = 70 };

static unsigned evaluations; /* of the condition, by the last search */

/* The first number for which the condition no longer holds: it holds below `bound`. */
static uint32_t bound_in(uint32_t low, uint32_t high, uint32_t bound)
{
    struct bisection search = {.low = low, .high = high};

    evaluations = 0;
    while (bisect(&search)) {
        assert_true(search.middle >= low && search.middle < high);
        evaluations++;
        bisect_narrow(&search, search.middle < bound);
    }
    return search.low;
}

static unsigned log2_of(uint32_t number)
{
    unsigned log = 0;

    while (number >>= 1)
        log++;
    return log;
}

static void test_every_bound_of_every_range(void **state)
{
    (void)state;
    for (uint32_t low = 0; low < LONGEST; low++)
        for (uint32_t high = low; high < LONGEST; high++)
            for (uint32_t bound = low; bound <= high; bound++) {
                assert_int_equal(bound_in(low, high, bound), bound);
                assert_true(evaluations <= (high > low ? 1 + log2_of(high - low) : 0));
            }
}

static void test_an_empty_range_is_its_own_answer(void **state)
{
    (void)state;
    assert_int_equal(bound_in(7, 7, 0), 7);
    assert_int_equal(evaluations, 0);
}

/* The midpoint must be computed without overflow. */
static void test_the_largest_numbers(void **state)
{
    (void)state;
    assert_int_equal(bound_in(0, UINT32_MAX, UINT32_MAX), UINT32_MAX);
    assert_int_equal(bound_in(0, UINT32_MAX, UINT32_MAX - 1), UINT32_MAX - 1);
    assert_int_equal(bound_in(UINT32_MAX - 3, UINT32_MAX, UINT32_MAX - 2), UINT32_MAX - 2);
    assert_int_equal(bound_in(0, UINT32_MAX, 0), 0);
    assert_true(evaluations <= 32);
}

static void test_the_first_of_equal_values(void **state)
{
    static const uint32_t values[] = {1, 3, 3, 3, 8};
    struct bisection first = {.low = 0, .high = 5}, after = {.low = 0, .high = 5};

    (void)state;
    while (bisect(&first))
        bisect_narrow(&first, values[first.middle] < 3);
    while (bisect(&after))
        bisect_narrow(&after, values[after.middle] <= 3);
    assert_int_equal(first.low, 1);
    assert_int_equal(after.low, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_bound_of_every_range),
        cmocka_unit_test(test_an_empty_range_is_its_own_answer),
        cmocka_unit_test(test_the_largest_numbers),
        cmocka_unit_test(test_the_first_of_equal_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
