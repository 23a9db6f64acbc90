#ifndef CHARFINDER_INDEX_SEARCH_MATCH_EVALUATE_H
#define CHARFINDER_INDEX_SEARCH_MATCH_EVALUATE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/plan.h"

/*
 * Evaluates a plan: returns the documents that match all of its groups, in ascending order. Pasted
 * text alone evaluates to its characters, in the order of the text.
 */

/* Is the plan only pasted text, or only one code point? */
bool evaluate_is_text(const struct plan *plan);

/*
 * On BUDGET_OK the caller owns *result and must release it; its runs may belong to the index, never
 * to the plan. On BUDGET_EXCEEDED *clause is the clause at which the budget ran out. Returns
 * -ENOMEM if memory runs out. Overwrites *result, which is empty unless BUDGET_OK is returned.
 */
int evaluate(const struct charindex *index, const struct plan *plan, struct budget *budget,
             struct posting_set *result, uint32_t *clause);

#endif
