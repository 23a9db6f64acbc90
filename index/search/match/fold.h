#ifndef CHARFINDER_INDEX_SEARCH_MATCH_FOLD_H
#define CHARFINDER_INDEX_SEARCH_MATCH_FOLD_H

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/plan.h"

/*
 * Variants of an emoji by skin tone and gender fold into one row: their base if it is in the
 * result, or else the first variant. A variant whose full name is the query, in English or in a preferred
 * language, replaces that row.
 */

/* Folds the ascending set. Names in preferred languages take steps of BUDGET_EVALUATE; without steps
 * they do not count. Returns 0, or -ENOMEM with nothing changed. */
int fold_variants(const struct charindex *index, const struct plan *plan, struct budget *budget,
                  struct posting_set *set);

#endif
