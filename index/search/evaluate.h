#ifndef CHARFINDER_INDEX_SEARCH_EVALUATE_H
#define CHARFINDER_INDEX_SEARCH_EVALUATE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * A plan into the set of documents that all of its groups hold for, in ascending order; pasted
 * text alone into its characters, in the order of the text.
 */

/* Is the plan pasted text, or one code point, and nothing else? */
bool evaluate_is_text(const struct plan *plan);

/*
 * On BUDGET_OK *result is the caller's to release; it may borrow its runs from the index, never
 * from the plan. On BUDGET_EXCEEDED *clause is the clause at which the budget ran out. Returns
 * -ENOMEM when memory ran out. What *result was before is overwritten; it is empty unless
 * BUDGET_OK is returned.
 */
int evaluate(const struct charindex *index, const struct plan *plan, struct budget *budget,
             struct posting_set *result, uint32_t *clause);

#endif
