#ifndef CHARFINDER_INDEX_SEARCH_EVALUATE_H
#define CHARFINDER_INDEX_SEARCH_EVALUATE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * A plan into the set of documents that all of its groups hold for, in ascending order; pasted
 * text alone into its characters, in the order of the text.
 */

enum evaluate_outcome {
    EVALUATE_OK = 0,
    EVALUATE_TOO_MUCH = 1, /* the budget does not suffice */
};

/* Is the plan pasted text, or one code point, and nothing else? */
bool evaluate_is_text(const struct plan *plan);

/*
 * On EVALUATE_OK the result's runs are the index's own, and *owned is NULL, or they are *owned,
 * for free(). On EVALUATE_TOO_MUCH *clause is the one at which the budget ran out. Returns -ENOMEM
 * when memory ran out. The plan is not kept.
 */
int evaluate(const struct charindex *index, const struct plan *plan, struct budget *budget,
             struct postings *result, struct posting_run **owned, uint32_t *clause);

#endif
