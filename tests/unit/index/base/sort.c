/*
 * Sorted numbers, compared with what qsort() makes of them.
 */

#include "index/base/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 600 };

static int compare(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

/* In memory of just the size, so that sanitizers see what is outside of it. */
static void assert_sorts(const uint64_t *numbers, size_t count)
{
    size_t size = count * sizeof *numbers;
    uint64_t *sorted = malloc(size + !size), *expected = malloc(size + !size);
    uint64_t *spare = malloc(size + !size);

    assert_non_null(sorted);
    assert_non_null(expected);
    assert_non_null(spare);
    if (size > 0) {
        memcpy(sorted, numbers, size);
        memcpy(expected, numbers, size);
        qsort(expected, count, sizeof *expected, compare);
    }
    sort_u64(sorted, spare, count);
    assert_memory_equal(sorted, expected, size);
    free(sorted);
    free(expected);
    free(spare);
}

/* Mixed numbers of which so many differ. */
static void test_every_count(void **state)
{
    static const uint64_t kinds[] = {2, 100, UINT64_MAX};
    uint64_t numbers[MOST], seed = 1;

    (void)state;
    for (size_t count = 0; count <= MOST; count++)
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            for (size_t i = 0; i < count; i++) {
                seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                numbers[i] = (seed >> 7 | seed << 57) % kinds[kind];
            }
            assert_sorts(numbers, count);
        }
}

static void test_numbers_in_order(void **state)
{
    uint64_t numbers[MOST];

    (void)state;
    for (size_t i = 0; i < MOST; i++)
        numbers[i] = i;
    assert_sorts(numbers, MOST);
    for (size_t i = 0; i < MOST; i++)
        numbers[i] = UINT64_MAX - i;
    assert_sorts(numbers, MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_count),
        cmocka_unit_test(test_numbers_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
