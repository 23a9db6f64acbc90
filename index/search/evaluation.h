#ifndef CHARFINDER_INDEX_SEARCH_EVALUATION_H
#define CHARFINDER_INDEX_SEARCH_EVALUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/bitmap.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * One evaluation of a plan, for the modules that share the work: evaluate.c, which owns it,
 * clause.c, phrase.c and pasted.c.
 */

struct evaluation {
    const struct charindex *index;
    const struct plan *plan;
    struct budget *budget;
    uint32_t limit;       /* documents from here on are not in the scope */
    struct bitmap left;   /* what all groups so far hold for */
    bool some;            /* that is not nothing */
    struct bitmap united; /* the group at hand */
    uint64_t *memory;     /* of the two */
};

/* Takes steps from the budget; false when they are too many. */
static inline bool evaluation_spend(const struct evaluation *evaluation, size_t steps)
{
    return budget_take(evaluation->budget, BUDGET_EVALUATE, steps);
}

/* Are sequences in the scope? */
static inline bool evaluation_sequences(const struct evaluation *evaluation)
{
    return evaluation->plan->scope == SCOPE_ALL;
}

#endif
