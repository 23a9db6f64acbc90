#ifndef CHARFINDER_INDEX_SEARCH_RANK_H
#define CHARFINDER_INDEX_SEARCH_RANK_H

#include "index/file/posting_set.h"
#include "index/search/budget.h"
#include "index/search/score.h"

/*
 * A result by relevance: as many documents as a bounded amount of work allows, the best known
 * first, are scored (score.h) and sorted; the others follow by code point.
 */

/* Puts the ascending set into the order to show: its runs ascend no longer. Returns 0, or -ENOMEM
 * with nothing changed. */
int rank_result(const struct scorer *scorer, struct budget *budget, struct posting_set *set);

#endif
