/*
 * The clock: it starts above 0, never goes back, and counts milliseconds.
 */

#include "server/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

static void test_the_clock_does_not_go_back(void **state)
{
    uint64_t before = clock_now();

    (void)state;
    assert_true(before > 0);
    for (int i = 0; i < 1000; i++) {
        uint64_t now = clock_now();

        assert_true(now >= before);
        before = now;
    }
}

static void test_it_counts_milliseconds(void **state)
{
    const struct timespec pause = {.tv_nsec = 30 * 1000000};
    struct timespec begin, end;
    uint64_t before, after;

    (void)state;
    (void)clock_gettime(CLOCK_MONOTONIC, &begin);
    before = clock_now();
    (void)nanosleep(&pause, NULL);
    after = clock_now();
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(after - before >= 30);
    assert_true(after - before <= (uint64_t)(end.tv_sec - begin.tv_sec + 1) * 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_clock_does_not_go_back),
        cmocka_unit_test(test_it_counts_milliseconds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
