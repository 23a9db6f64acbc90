#ifndef CHARFINDER_INDEX_SEARCH_MATCH_PHRASE_H
#define CHARFINDER_INDEX_SEARCH_MATCH_PHRASE_H

#include "index/search/match/evaluation.h"

/* Adds (on) or removes the documents in evaluation->left that have the clause's words next to each
 * other. Returns BUDGET_OK, BUDGET_EXCEEDED or -ENOMEM. */
int phrase_put(struct evaluation *evaluation, const struct plan_clause *clause,
               struct bitmap *target, bool on);

#endif
