#ifndef CHARFINDER_INDEX_SEARCH_BUDGET_H
#define CHARFINDER_INDEX_SEARCH_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a request may still cost, in steps of about 5 ns: a run of postings put into a bitmap, two
 * lists skipped, two words compared.
 *
 * One budget travels with a request through all modules that work for it, so that what is tried
 * instead of a query counts too. Each stage has an allowance of its own: an expensive evaluation
 * does not leave the ranking without any. A stage may overdraw its allowance by its last step.
 * What a step stands for is a constant of the module that takes it. Not thread-safe.
 */

enum budget_stage {
    BUDGET_EVALUATE, /* the query, and every query tried instead of it */
    BUDGET_SPELL,    /* terms compared with misspelt words */
    BUDGET_RELAX,    /* terms stemmed to find other forms of words */
    BUDGET_RANK,     /* words of documents compared with words of the query */
    BUDGET_STAGES,
};

/* The allowances: evaluation ends within 0.6 ms, spelling within 0.5 ms, the others within
 * 0.2 ms. */
enum {
    BUDGET_EVALUATE_STEPS = 120 * 1000,
    BUDGET_SPELL_STEPS = 96 * 1000,
    BUDGET_RELAX_STEPS = 48 * 1000,
    BUDGET_RANK_STEPS = 50 * 1000,
};

/* What functions return that have no result without enough steps. */
enum budget_outcome {
    BUDGET_OK = 0,
    BUDGET_EXCEEDED = 1,
};

struct budget {
    int64_t left[BUDGET_STAGES]; /* steps; negative: overdrawn */
};

#define BUDGET_INIT                                                                                \
    {                                                                                              \
        .left = {                                                                                  \
            [BUDGET_EVALUATE] = BUDGET_EVALUATE_STEPS,                                             \
            [BUDGET_SPELL] = BUDGET_SPELL_STEPS,                                                   \
            [BUDGET_RELAX] = BUDGET_RELAX_STEPS,                                                   \
            [BUDGET_RANK] = BUDGET_RANK_STEPS,                                                     \
        },                                                                                         \
    }

/* Counts the steps. False when they are more than were left: the stage must stop. */
static inline bool budget_take(struct budget *budget, enum budget_stage stage, size_t steps)
{
    budget->left[stage] -= (int64_t)steps;
    return budget->left[stage] >= 0;
}

/* Is anything left? For work that is cheap enough to be finished once it has begun. */
static inline bool budget_left(const struct budget *budget, enum budget_stage stage)
{
    return budget->left[stage] > 0;
}

/* The steps that a stage has taken of a budget that began as BUDGET_INIT. */
int64_t budget_spent(const struct budget *budget, enum budget_stage stage);
int64_t budget_spent_all(const struct budget *budget); /* in all stages together */

const char *budget_stage_name(enum budget_stage stage); /* "evaluate", "spell", … */

#endif
