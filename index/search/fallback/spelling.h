#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_SPELLING_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_SPELLING_H

#include "index/base/budget.h"
#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/search/fallback/proposals.h"
#include "index/search/match/plan.h"
#include "index/search/query/query.h"

/*
 * Proposes corrected spellings of a query that finds nothing: words that are not in the index are
 * replaced by the nearest ones that are, or split in two, or adjacent words are joined.
 */

enum spelling_errors {
    SPELLING_LIKELY, /* words with one typical typing or spelling error, long ones with any, or without the space
                        between two: calender, calendar; blackheart, black heart */
    SPELLING_ALL,
};

/* `query` is the text parsed, `plan` its plan_parallel() in scope all. The rest of the text stays as
 * it is. Returns 0 or -ENOMEM. */
int spelling_correct(const struct charindex *index, const struct query *query,
                     const struct plan *plan, struct slice text, enum spelling_errors errors,
                     struct budget *budget, struct proposals *proposals);

/* The same for a query whose words are found only in other forms or as beginnings of others. Only single
 * errors are corrected, and only by words that are known at least so well (nearest_known()). */
int spelling_doubt(const struct charindex *index, const struct query *query,
                   const struct plan *plan, struct slice text, unsigned known_min,
                   struct budget *budget, struct proposals *proposals);

#endif
