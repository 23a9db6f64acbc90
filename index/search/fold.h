#ifndef CHARFINDER_INDEX_SEARCH_FOLD_H
#define CHARFINDER_INDEX_SEARCH_FOLD_H

#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/plan.h"

/*
 * Variants of an emoji by tone and gender fold into one row: into their base, where it is in the
 * result, or else into the first of them. A variant whose whole name is the query takes that
 * row.
 */

/* Folds the ascending set. Returns 0, or -ENOMEM with nothing changed. */
int fold_variants(const struct charindex *index, const struct plan *plan, struct posting_set *set);

#endif
