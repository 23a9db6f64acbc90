#ifndef CHARFINDER_INDEX_SEARCH_EXACT_H
#define CHARFINDER_INDEX_SEARCH_EXACT_H

#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * The part of a result that has the words of the query as they stand, where others have only words
 * that begin so.
 */

/* On success *exact is that part of the ascending set, the caller's to release. It is empty
 * where no word stands for its beginnings, where no document has all words, and where finding out
 * would take more than is left of the budget. Returns 0 or -ENOMEM. */
int exact_find(const struct charindex *index, const struct plan *plan, const struct postings *set,
               struct budget *budget, struct posting_set *exact);

#endif
