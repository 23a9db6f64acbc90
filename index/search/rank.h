#ifndef CHARFINDER_INDEX_SEARCH_RANK_H
#define CHARFINDER_INDEX_SEARCH_RANK_H

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * A result by relevance: as many documents as a bounded amount of work allows, the best known
 * first, are scored (match.h) and sorted; the others follow by code point.
 */

/* Orders the ascending set. On success *ranked is a list of runs in the order to show, in
 * memory for free(), or NULL where it is the set itself. Returns 0 or -ENOMEM. */
int rank_result(const struct charindex *index, const struct plan *plan, const struct postings *set,
                struct budget *budget, struct postings *ranked, struct posting_run **owned);

#endif
