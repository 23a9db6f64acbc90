#ifndef CHARFINDER_INDEX_SEARCH_MATCH_FOLD_H
#define CHARFINDER_INDEX_SEARCH_MATCH_FOLD_H

#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/plan.h"

/*
 * Variants of an emoji by skin tone and gender fold into one row: their base if it is in the
 * result, or else the first variant. A variant whose full name is the query replaces that row.
 */

/* Folds the ascending set. Returns 0, or -ENOMEM with nothing changed. */
int fold_variants(const struct charindex *index, const struct plan *plan, struct posting_set *set);

#endif
