#ifndef CHARFINDER_INDEX_SEARCH_RANK_EXACT_H
#define CHARFINDER_INDEX_SEARCH_RANK_EXACT_H

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/plan.h"

/*
 * The exact matches in a result: documents that have the words of the query themselves, not only
 * longer words that begin with them, in some of the plan's fields.
 */

/* On success *exact is the exact part of the ascending set, and the caller must release it. It is
 * empty if no word matches longer terms, if no document has all words, and if the budget runs out.
 * Returns 0 or -ENOMEM. */
int exact_find(const struct charindex *index, const struct plan *plan,
               const struct plan_fields *fields, const struct postings *set, struct budget *budget,
               struct posting_set *exact);

/* The same, but the exact part is found whether or not a word matches longer terms, and documents
 * that have a word in definitions only are not in it. It is what stands before other readings of the
 * text. Returns 0 or -ENOMEM. */
int exact_find_strong(const struct charindex *index, const struct plan *plan,
                      const struct plan_fields *fields, const struct postings *set,
                      struct budget *budget, struct posting_set *exact);

#endif
