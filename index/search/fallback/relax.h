#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_RELAX_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_RELAX_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/search/fallback/proposals.h"
#include "index/search/match/plan.h"
#include "index/search/query/grammar.h"

/*
 * Queries of words that ask for less than one that finds nothing does: other forms of its words
 * first (drops: drop), then fewer of its words. Only for queries that are nothing but words. The
 * plan is the query's plan_parallel().
 */

/* Proposes the query with each word or any of its other forms: "sweat drops|drop|dropping" for
 * "sweat drops". If all_known is set, only if every word is in the index. Has fewer forms if the
 * budget runs out. Returns 0 or -ENOMEM; *proposals has at most one query. */
int relax_forms(const struct charindex *index, const struct query *query, const struct plan *plan,
                const char *text, bool all_known, struct budget *budget,
                struct proposals *proposals);

/* Proposes the query without its words that are not in the index, and then without others, the most
 * common first. Of two words about equally common it proposes either: "sweat|drops". */
void relax_words(const struct charindex *index, const struct query *query, const struct plan *plan,
                 const char *text, struct proposals *proposals);

#endif
