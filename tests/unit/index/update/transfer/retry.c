/*
 * What may pass, and the time to wait.
 */

#include "index/update/transfer/retry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_what_may_pass(void **state)
{
    static const struct {
        long status;
        bool passes;
        enum outcome outcome;
    } cases[] = {
        {404, false, OUTCOME_NOT_FOUND},  {410, false, OUTCOME_NOT_FOUND},
        {400, false, OUTCOME_REFUSED},    {401, false, OUTCOME_REFUSED},
        {403, false, OUTCOME_REFUSED},    {451, false, OUTCOME_REFUSED},
        {501, false, OUTCOME_REFUSED},    {302, false, OUTCOME_REFUSED},
        {204, false, OUTCOME_REFUSED},    {999, false, OUTCOME_REFUSED},
        {408, true, OUTCOME_UNREACHABLE}, {429, true, OUTCOME_UNREACHABLE},
        {500, true, OUTCOME_UNREACHABLE}, {503, true, OUTCOME_UNREACHABLE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum outcome outcome;

        assert_int_equal(retry_status(cases[i].status, &outcome), cases[i].passes);
        assert_int_equal(outcome, cases[i].outcome);
    }
}

static void test_delays_double_within_bounds(void **state)
{
    static const uint32_t random[] = {0, 1, 511, 1023, 1024, UINT32_MAX};
    int64_t whole = 1000;

    (void)state;
    for (unsigned failures = 1; failures < 100; failures++) {
        for (size_t i = 0; i < sizeof random / sizeof random[0]; i++) {
            int64_t delay = retry_delay_ms(failures, 1000, random[i]);

            assert_true(delay >= whole / 2 && delay <= whole);
        }
        whole = whole * 2 > RETRY_LONGEST_MS ? RETRY_LONGEST_MS : whole * 2;
    }
    assert_int_not_equal(retry_delay_ms(3, 1000, 0), retry_delay_ms(3, 1000, 1023));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_may_pass),
        cmocka_unit_test(test_delays_double_within_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
