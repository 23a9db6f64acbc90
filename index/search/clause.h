#ifndef CHARFINDER_INDEX_SEARCH_CLAUSE_H
#define CHARFINDER_INDEX_SEARCH_CLAUSE_H

#include "index/search/evaluation.h"

/*
 * The sets of words, ranges and properties.
 */

enum { BITMAP_STEPS = 400 }; /* a bitmap cleared, filled and intersected */

struct clause_set {
    uint32_t runs;          /* to look at, about */
    struct postings set;    /* its documents, if they stand in the index as they are */
    struct posting_run own; /* the set's run, where the index has none like it: it must not move */
};

/* Finds whether the clause's set is one list of postings, or else what it would cost. It may
 * have documents that are not in the scope. */
bool clause_plain(const struct evaluation *evaluation, const struct plan_clause *clause,
                  struct clause_set *set);

/* Writes the runs of a WORD's or PREFIX's lists, at most clause_set.runs + 1 of them, list by list.
 * Returns how many. */
uint32_t clause_spans(const struct evaluation *evaluation, const struct plan_clause *clause,
                      struct posting_span *spans);

/* Adds (on) the clause's documents, or takes them away. WORD, PREFIX, RANGE, PROPERTY. False when
 * it is too much. */
bool clause_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on);

#endif
