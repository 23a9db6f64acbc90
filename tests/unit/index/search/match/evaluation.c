/*
 * The state that the modules of an evaluation share: the budget of the request, and the scope.
 */

#include "index/search/match/evaluation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Steps belong to the request: another evaluation with the same budget continues from there. */
static void test_evaluations_spend_from_one_budget(void **state)
{
    struct budget budget = BUDGET_INIT;
    struct evaluation first = {.budget = &budget}, second = {.budget = &budget};

    (void)state;
    assert_true(evaluation_spend(&first, BUDGET_EVALUATE_STEPS - 10));
    assert_true(evaluation_spend(&second, 10));
    assert_false(evaluation_spend(&first, 1));
    assert_false(evaluation_spend(&second, 0));
    assert_int_equal(budget_spent(&budget, BUDGET_RANK), 0);
}

static void test_sequences_are_in_scope_all_only(void **state)
{
    struct plan all = {.scope = SCOPE_ALL}, name = {.scope = SCOPE_NAME};

    (void)state;
    assert_true(evaluation_sequences(&(struct evaluation){.plan = &all}));
    assert_false(evaluation_sequences(&(struct evaluation){.plan = &name}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_evaluations_spend_from_one_budget),
        cmocka_unit_test(test_sequences_are_in_scope_all_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
