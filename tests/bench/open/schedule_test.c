#include "tests/bench/open/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const uint64_t ms = 1000000;

static void requests_are_evenly_apart(void **state)
{
    struct schedule schedule = schedule_make(5, 1000, 2, 4);

    (void)state;
    assert_int_equal(schedule.count, 2000);
    assert_int_equal(schedule_time(&schedule, 0), 5);
    assert_int_equal(schedule_time(&schedule, 1), 5 + ms);
    assert_int_equal(schedule_time(&schedule, 1999), 5 + 1999 * ms);
}

/* Three a second: 333,333,333 ns apart would be a whole request short after a hundred days. */
static void rounding_does_not_add_up(void **state)
{
    struct schedule schedule = schedule_make(0, 3, 3e6, 1);

    (void)state;
    assert_int_equal(schedule.count, 9000000);
    assert_int_equal(schedule_time(&schedule, 3), 1000 * ms);
    assert_int_equal(schedule_time(&schedule, 3000000), 1000000 * (1000 * ms));
}

static void each_connection_keeps_a_steady_pace(void **state)
{
    struct schedule schedule = schedule_make(0, 400, 1, 4);
    uint64_t request = 2;

    (void)state;
    for (int i = 0; i < 10; i++) {
        uint64_t next = schedule_next(&schedule, request);

        assert_int_equal(schedule_connection(&schedule, next), 2);
        assert_int_equal(schedule_time(&schedule, next) - schedule_time(&schedule, request),
                         10 * ms);
        request = next;
    }
}

static void a_request_is_due_from_its_time_on(void **state)
{
    struct schedule schedule = schedule_make(0, 1000, 0.003, 1);

    (void)state;
    assert_true(schedule_due(&schedule, 0, 0));
    assert_false(schedule_due(&schedule, 1, ms - 1));
    assert_true(schedule_due(&schedule, 1, ms));
    assert_true(schedule_due(&schedule, 2, 5000 * ms));
    assert_false(schedule_due(&schedule, 3, 5000 * ms)); /* there are only three */
}

static void a_short_time_still_has_a_request(void **state)
{
    (void)state;
    assert_int_equal(schedule_make(0, 1, 0.001, 64).count, 1);
}

/* The server stalls for 100 ms, and then answers ten requests at once. A client that waits for replies
 * would have sent one and found one slow reply. */
static void a_stall_is_charged_for_each_request_that_it_held_up(void **state)
{
    struct schedule schedule = schedule_make(0, 100, 1, 1);

    (void)state;
    for (uint64_t request = 0; request < 10; request++)
        assert_int_equal(schedule_latency(&schedule, request, 100 * ms), (100 - 10 * request) * ms);
}

static void an_early_reply_has_no_latency(void **state)
{
    struct schedule schedule = schedule_make(100, 1, 1, 1);

    (void)state;
    assert_int_equal(schedule_latency(&schedule, 0, 99), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_evenly_apart),
        cmocka_unit_test(rounding_does_not_add_up),
        cmocka_unit_test(each_connection_keeps_a_steady_pace),
        cmocka_unit_test(a_request_is_due_from_its_time_on),
        cmocka_unit_test(a_short_time_still_has_a_request),
        cmocka_unit_test(a_stall_is_charged_for_each_request_that_it_held_up),
        cmocka_unit_test(an_early_reply_has_no_latency),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
