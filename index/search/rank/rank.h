#ifndef CHARFINDER_INDEX_SEARCH_RANK_RANK_H
#define CHARFINDER_INDEX_SEARCH_RANK_RANK_H

#include "index/base/budget.h"
#include "index/file/posting_set.h"
#include "index/search/rank/score.h"

/*
 * Sorts a result by relevance: scores (score.h) as many documents as the budget allows, the best
 * known first, and sorts them; the others follow by code point.
 */

/* Sorts the ascending set in place; its runs then no longer ascend. Returns 0, or -ENOMEM with
 * nothing changed. */
int rank_result(const struct scorer *scorer, struct budget *budget, struct posting_set *set);

#endif
