#ifndef CHARFINDER_INDEX_BASE_BUDGET_H
#define CHARFINDER_INDEX_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The remaining cost limit of a turn, in steps of about 4 ns: a run of postings put into a bitmap,
 * two lists skipped, two words compared.
 *
 * A turn is what the loop does for one client before it looks at the others: a whole reply, or one
 * slice of a stream or of a session's output. One budget is passed through all modules that work
 * in a turn. Each stage has its own allowance: an expensive evaluation does not use up the allowance
 * of the ranking, and rows are explained in the same way whether the search was run or its result was kept. So
 * what is left out or refused depends on the request and the index only. The steps that an operation
 * takes are constants of the module that performs it. Not thread-safe.
 */

enum budget_stage {
    BUDGET_EVALUATE, /* the query, and every query tried instead of it */
    BUDGET_SPELL,    /* terms compared with misspelt words */
    BUDGET_RELAX,    /* terms stemmed to find other forms of words */
    BUDGET_RANK,     /* words of documents compared with words of the query */
    BUDGET_COUNT,    /* values of properties counted */
    BUDGET_PRESENT,  /* rows written, and words compared to explain them; texts dissected */
    BUDGET_STAGES,
};

/* The allowances of a turn, 1 ms in all. The first three stages find documents, and share one
 * allowance besides. A stage may overdraw its allowance by the piece of work that it is at. */
enum {
    BUDGET_TURN_STEPS = 250 * 1000,
    BUDGET_OVERDRAFT_STEPS = 10 * 1000, /* of all stages together */

    BUDGET_FIND_STEPS = 125 * 1000,
    BUDGET_EVALUATE_STEPS = 120 * 1000,
    BUDGET_SPELL_STEPS = 90 * 1000,
    BUDGET_RELAX_STEPS = 20 * 1000,
    BUDGET_RANK_STEPS = 50 * 1000,
    BUDGET_COUNT_STEPS = 15 * 1000,
    BUDGET_PRESENT_STEPS = 50 * 1000,
};
_Static_assert((int)BUDGET_FIND_STEPS + BUDGET_RANK_STEPS + BUDGET_COUNT_STEPS +
                       BUDGET_PRESENT_STEPS + BUDGET_OVERDRAFT_STEPS <=
                   (int)BUDGET_TURN_STEPS,
               "the stages of a turn take no more than the turn");

/* Returned by functions that have no result if the budget runs out. */
enum budget_outcome {
    BUDGET_OK = 0,
    BUDGET_EXCEEDED = 1,
};

struct budget {
    int64_t left[BUDGET_STAGES]; /* steps; negative: overdrawn */
    int64_t find;                /* the same for the stages that find documents together */
};

#define BUDGET_INIT                                                                                 \
    {                                                                                               \
        .left =                                                                                     \
            {                                                                                       \
                [BUDGET_EVALUATE] = BUDGET_EVALUATE_STEPS, [BUDGET_SPELL] = BUDGET_SPELL_STEPS,     \
                [BUDGET_RELAX] = BUDGET_RELAX_STEPS,       [BUDGET_RANK] = BUDGET_RANK_STEPS,       \
                [BUDGET_COUNT] = BUDGET_COUNT_STEPS,       [BUDGET_PRESENT] = BUDGET_PRESENT_STEPS, \
            },                                                                                      \
        .find = BUDGET_FIND_STEPS,                                                                  \
    }

static inline bool budget_finds(enum budget_stage stage)
{
    return stage <= BUDGET_RELAX;
}

/* Counts the steps. Returns false if fewer were left: the stage must stop. */
static inline bool budget_take(struct budget *budget, enum budget_stage stage, size_t steps)
{
    budget->left[stage] -= (int64_t)steps;
    if (!budget_finds(stage))
        return budget->left[stage] >= 0;
    budget->find -= (int64_t)steps;
    return budget->left[stage] >= 0 && budget->find >= 0;
}

/* Counts the steps of work that is only begun if they suffice. If not, the stage must stop. */
static inline bool budget_reserve(struct budget *budget, enum budget_stage stage, size_t steps)
{
    int64_t left = budget->left[stage];

    if (budget_finds(stage) && budget->find < left)
        left = budget->find;
    if (left >= (int64_t)steps)
        return budget_take(budget, stage, steps);
    if (left > 0)
        (void)budget_take(budget, stage, (size_t)left);
    return false;
}

/* Is anything left? For work that is cheap enough to finish once started. */
static inline bool budget_left(const struct budget *budget, enum budget_stage stage)
{
    return budget->left[stage] > 0 && (!budget_finds(stage) || budget->find > 0);
}

/* The steps that a stage has taken from a budget initialized with BUDGET_INIT. */
int64_t budget_spent(const struct budget *budget, enum budget_stage stage);
int64_t budget_spent_all(const struct budget *budget); /* in all stages together */

const char *budget_stage_name(enum budget_stage stage); /* "evaluate", "spell", … */

#endif
