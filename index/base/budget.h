#ifndef CHARFINDER_INDEX_BASE_BUDGET_H
#define CHARFINDER_INDEX_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The remaining cost limit of a request, in steps of about 5 ns: a run of postings put into a
 * bitmap, two lists skipped, two words compared.
 *
 * One budget is passed through all modules that work on a request, so alternative queries count
 * too. Each stage has its own allowance: an expensive evaluation does not use up the allowance of
 * the ranking. The last step of a stage may overdraw its allowance. The steps that an operation
 * takes are constants of the module that performs it. Not thread-safe.
 */

enum budget_stage {
    BUDGET_EVALUATE, /* the query, and every query tried instead of it */
    BUDGET_SPELL,    /* terms compared with misspelt words */
    BUDGET_RELAX,    /* terms stemmed to find other forms of words */
    BUDGET_RANK,     /* words of documents compared with words of the query */
    BUDGET_EXPLAIN,  /* the same for the rows that are shown */
    BUDGET_STAGES,
};

/* The allowances: evaluation ends within 0.6 ms, spelling within 0.5 ms, relaxing and ranking within
 * 0.2 ms, explaining within 0.3 ms, a fifth of it for any one row. Rows that are made at a later
 * turn have a budget of their own. */
enum {
    BUDGET_EVALUATE_STEPS = 120 * 1000,
    BUDGET_SPELL_STEPS = 96 * 1000,
    BUDGET_RELAX_STEPS = 48 * 1000,
    BUDGET_RANK_STEPS = 50 * 1000,
    BUDGET_EXPLAIN_STEPS = 60 * 1000,
};

/* Returned by functions that have no result if the budget runs out. */
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
            [BUDGET_EVALUATE] = BUDGET_EVALUATE_STEPS, [BUDGET_SPELL] = BUDGET_SPELL_STEPS,        \
            [BUDGET_RELAX] = BUDGET_RELAX_STEPS,       [BUDGET_RANK] = BUDGET_RANK_STEPS,          \
            [BUDGET_EXPLAIN] = BUDGET_EXPLAIN_STEPS,                                               \
        },                                                                                         \
    }

/* Counts the steps. Returns false if fewer were left: the stage must stop. */
static inline bool budget_take(struct budget *budget, enum budget_stage stage, size_t steps)
{
    budget->left[stage] -= (int64_t)steps;
    return budget->left[stage] >= 0;
}

/* Is anything left? For work that is cheap enough to finish once started. */
static inline bool budget_left(const struct budget *budget, enum budget_stage stage)
{
    return budget->left[stage] > 0;
}

/* The steps that a stage has taken from a budget initialized with BUDGET_INIT. */
int64_t budget_spent(const struct budget *budget, enum budget_stage stage);
int64_t budget_spent_all(const struct budget *budget); /* in all stages together */

const char *budget_stage_name(enum budget_stage stage); /* "evaluate", "spell", … */

#endif
