#ifndef CHARFINDER_INDEX_SEARCH_MATCH_FILTER_H
#define CHARFINDER_INDEX_SEARCH_MATCH_FILTER_H

#include "index/search/match/evaluation.h"

/*
 * Looks the documents of a small set up in what a group of words matches, one by one. The group may
 * match half of the index: as long as there are few documents to look up, that costs less than to
 * unite its lists. Not thread-safe on one evaluation.
 */

/* Is it cheaper to look up so many documents than to unite the group? `runs` are the runs of the
 * group, as clause_plain() counts them. False unless all its clauses are words and prefixes. */
bool filter_suits(const struct evaluation *evaluation, const struct plan_clause *clauses,
                  uint32_t count, uint32_t runs, uint32_t documents);

/* Keeps the documents that one of the clauses matches or, if they are negated, that none of them
 * does; the set, for which the group suits, owns its runs then. Returns an outcome of the budget, or -ENOMEM with the set
 * unchanged. */
int filter_set(struct evaluation *evaluation, const struct plan_clause *clauses, uint32_t count,
               struct posting_set *set);

#endif
