#ifndef CHARFINDER_INDEX_SEARCH_MATCH_EVALUATION_H
#define CHARFINDER_INDEX_SEARCH_MATCH_EVALUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/bitmap.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/plan.h"

/*
 * The state of one evaluation of a plan. evaluate.c owns it; clause.c, phrase.c and pasted.c use
 * it. Not thread-safe.
 */

struct evaluation {
    const struct charindex *index;
    const struct plan *plan;
    struct budget *budget;
    uint32_t limit;       /* documents from here on are outside the scope */
    struct bitmap left;   /* the documents that match all groups so far */
    bool some;            /* `left` is not empty */
    struct bitmap united; /* the current group */
    uint64_t *memory;     /* of both bitmaps */
};

/* Takes steps from the budget; false: it ran out. */
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
