/*
 * Outcomes: their names, and which of several decides the exit status.
 */

#include "index/update/base/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sysexits.h>

static void test_every_outcome_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < OUTCOMES; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(outcome_name((enum outcome)i), outcome_name((enum outcome)j));
    assert_string_equal(outcome_name(OUTCOME_OK), "OK");
    assert_string_equal(outcome_name(OUTCOME_NOT_FOUND), "not found");
}

static int status(unsigned outcomes)
{
    size_t counts[OUTCOMES] = {0};

    for (int i = 0; i < OUTCOMES; i++)
        counts[i] = outcomes >> i & 1;
    return outcome_status(counts);
}

static void test_the_gravest_decides(void **state)
{
    const unsigned fine = 1U << OUTCOME_OK | 1U << OUTCOME_UNCHANGED;

    (void)state;
    assert_int_equal(status(0), EX_OK);
    assert_int_equal(status(fine), EX_OK);
    assert_int_equal(status(fine | 1U << OUTCOME_UNREACHABLE), EX_UNAVAILABLE);
    assert_int_equal(status(fine | 1U << OUTCOME_NOT_FOUND), EX_NOINPUT);
    assert_int_equal(status(1U << OUTCOME_UNREACHABLE | 1U << OUTCOME_NOT_FOUND), EX_NOINPUT);
    assert_int_equal(status(1U << OUTCOME_NOT_FOUND | 1U << OUTCOME_REFUSED), EX_PROTOCOL);
    assert_int_equal(status(1U << OUTCOME_REFUSED | 1U << OUTCOME_DAMAGED), EX_DATAERR);
    assert_int_equal(status(1U << OUTCOME_DAMAGED | 1U << OUTCOME_INTERRUPTED), 130);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_outcome_has_a_name),
        cmocka_unit_test(test_the_gravest_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
