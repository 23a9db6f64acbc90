#ifndef CHARFINDER_INDEX_SEARCH_RANK_WEAK_H
#define CHARFINDER_INDEX_SEARCH_RANK_WEAK_H

#include "index/base/budget.h"
#include "index/file/postings.h"
#include "index/search/rank/score.h"

/*
 * Weak hits: rare ideographs whose definitions happen to have the words of a query.
 */

/* Is none of these hits of the scorer's plan a good one? Returns 1 if so, also for an empty set; 0
 * if not, or if the budget does not suffice to know; or -ENOMEM. The set is in any order, but in
 * the order of relevance the answer takes less: mostly one document is looked at. */
int hits_weak(const struct scorer *scorer, const struct postings *set, struct budget *budget);

#endif
