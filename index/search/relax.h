#ifndef CHARFINDER_INDEX_SEARCH_RELAX_H
#define CHARFINDER_INDEX_SEARCH_RELAX_H

#include <stdbool.h>
#include <stddef.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/grammar.h"
#include "index/search/plan.h"
#include "index/search/proposals.h"

/*
 * Queries of words that ask for less than one that finds nothing does: other forms of its words
 * first (drops: drop), then fewer of its words. Only for queries that are nothing but words. The
 * plan is the query's plan_parallel().
 */

/* The query with each word or any of its other forms: "sweat drops" is proposed as
 * "sweat drops|drop|dropping"; if all_known is set, only where every word is known. Has fewer forms when
 * the budget runs out. Returns 0 or -ENOMEM; *proposals has at most one query. */
int relax_forms(const struct charindex *index, const struct query *query, const struct plan *plan,
                const char *text, bool all_known, struct budget *budget,
                struct proposals *proposals);

/* The query without those of its words that are found nowhere, and then without others, the
 * commonest first; two words of which none is much commoner as either: "sweat|drops". */
void relax_words(const struct charindex *index, const struct query *query, const struct plan *plan,
                 const char *text, struct proposals *proposals);

#endif
