/*
 * Reports on a budget. Counting is inline, because it happens in the innermost loops.
 */

#include "index/base/budget.h"

static const char *const names[BUDGET_STAGES] = {
    [BUDGET_EVALUATE] = "evaluate", [BUDGET_SPELL] = "spell", [BUDGET_RELAX] = "relax",
    [BUDGET_RANK] = "rank",         [BUDGET_COUNT] = "count", [BUDGET_PRESENT] = "present",
};

int64_t budget_spent(const struct budget *budget, enum budget_stage stage)
{
    static const struct budget full = BUDGET_INIT;

    return full.left[stage] - budget->left[stage];
}

int64_t budget_spent_all(const struct budget *budget)
{
    int64_t steps = 0;

    for (int stage = 0; stage < BUDGET_STAGES; stage++)
        steps += budget_spent(budget, (enum budget_stage)stage);
    return steps;
}

const char *budget_stage_name(enum budget_stage stage)
{
    return names[stage];
}
