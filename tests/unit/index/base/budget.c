/*
 * Counting steps: each stage has its own allowance, and steps taken are never returned.
 */

#include "index/base/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_a_stage_may_take_all_of_its_allowance(void **state)
{
    struct budget budget = BUDGET_INIT;

    (void)state;
    assert_true(budget_take(&budget, BUDGET_EVALUATE, BUDGET_EVALUATE_STEPS - 1));
    assert_true(budget_left(&budget, BUDGET_EVALUATE));
    assert_true(budget_take(&budget, BUDGET_EVALUATE, 1));
    assert_false(budget_left(&budget, BUDGET_EVALUATE));
    assert_true(budget_take(&budget, BUDGET_EVALUATE, 0));
    assert_false(budget_take(&budget, BUDGET_EVALUATE, 1));
}

/* An overdrawn stage stays stopped, even for 0 steps. */
static void test_what_is_overdrawn_stays_so(void **state)
{
    struct budget budget = BUDGET_INIT;

    (void)state;
    assert_false(budget_take(&budget, BUDGET_SPELL, (size_t)BUDGET_SPELL_STEPS * 2));
    assert_false(budget_take(&budget, BUDGET_SPELL, 0));
    assert_false(budget_left(&budget, BUDGET_SPELL));
    assert_int_equal(budget_spent(&budget, BUDGET_SPELL), BUDGET_SPELL_STEPS * 2);
}

/* What finds documents shares an allowance: no stage may take what another has taken. */
static void test_stages_that_find_share(void **state)
{
    struct budget budget = BUDGET_INIT;

    (void)state;
    assert_true(budget_take(&budget, BUDGET_SPELL, BUDGET_SPELL_STEPS));
    assert_true(budget_take(&budget, BUDGET_RELAX, BUDGET_RELAX_STEPS));
    assert_true(budget_take(&budget, BUDGET_EVALUATE,
                            BUDGET_FIND_STEPS - BUDGET_SPELL_STEPS - BUDGET_RELAX_STEPS));
    assert_false(budget_left(&budget, BUDGET_EVALUATE));
    assert_false(budget_take(&budget, BUDGET_EVALUATE, 1));
    assert_true(budget_take(&budget, BUDGET_RANK, BUDGET_RANK_STEPS));
    assert_true(budget_take(&budget, BUDGET_COUNT, BUDGET_COUNT_STEPS));
    assert_true(budget_take(&budget, BUDGET_PRESENT, BUDGET_PRESENT_STEPS));
    assert_true(budget_spent_all(&budget) <= BUDGET_TURN_STEPS - BUDGET_OVERDRAFT_STEPS + 1);
}

/* Work that is not begun is not counted, and yet its stage has to stop. */
static void test_work_that_is_not_begun(void **state)
{
    struct budget budget = BUDGET_INIT;

    (void)state;
    assert_true(budget_reserve(&budget, BUDGET_RANK, BUDGET_RANK_STEPS - 5));
    assert_false(budget_reserve(&budget, BUDGET_RANK, 1000000));
    assert_int_equal(budget_spent(&budget, BUDGET_RANK), BUDGET_RANK_STEPS);
    assert_false(budget_left(&budget, BUDGET_RANK));
    assert_false(budget_reserve(&budget, BUDGET_RANK, 1));
    assert_int_equal(budget_spent(&budget, BUDGET_RANK), BUDGET_RANK_STEPS);

    assert_true(budget_take(&budget, BUDGET_SPELL, BUDGET_SPELL_STEPS));
    assert_false(budget_reserve(&budget, BUDGET_EVALUATE, BUDGET_EVALUATE_STEPS));
    assert_false(budget_left(&budget, BUDGET_EVALUATE));
    assert_true(budget.find == 0);
}

static void test_stages_do_not_spend_for_each_other(void **state)
{
    struct budget budget = BUDGET_INIT;

    (void)state;
    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++) {
        assert_int_equal(budget_spent(&budget, stage), 0);
        assert_true(budget_take(&budget, stage, 10 + (size_t)stage));
    }
    for (enum budget_stage stage = 0; stage < BUDGET_STAGES; stage++)
        assert_int_equal(budget_spent(&budget, stage), 10 + (int)stage);
    assert_int_equal(budget_spent_all(&budget), 10 + 11 + 12 + 13 + 14 + 15);
}

static void test_every_stage_has_its_name(void **state)
{
    (void)state;
    for (enum budget_stage a = 0; a < BUDGET_STAGES; a++)
        for (enum budget_stage b = 0; b < a; b++)
            assert_string_not_equal(budget_stage_name(a), budget_stage_name(b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stage_may_take_all_of_its_allowance),
        cmocka_unit_test(test_what_is_overdrawn_stays_so),
        cmocka_unit_test(test_stages_that_find_share),
        cmocka_unit_test(test_work_that_is_not_begun),
        cmocka_unit_test(test_stages_do_not_spend_for_each_other),
        cmocka_unit_test(test_every_stage_has_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
