#ifndef CHARFINDER_INDEX_SEARCH_MATCH_CLAUSE_H
#define CHARFINDER_INDEX_SEARCH_MATCH_CLAUSE_H

#include "index/search/match/evaluation.h"

/*
 * The sets of words, ranges and properties. Not thread-safe on one evaluation.
 */

enum { BITMAP_STEPS = 400 }; /* a bitmap cleared, filled and intersected */

struct clause_set {
    uint32_t runs;          /* about how many have to be read */
    struct postings set;    /* its documents, if they are one list */
    struct posting_run own; /* the set's run if the index does not store it: must not move */
};

/* Returns whether the clause's set is at most one list of postings. If so, set->set is that list,
 * which may include documents outside the scope; otherwise set->set is unspecified. Sets set->runs
 * in either case. */
bool clause_plain(const struct evaluation *evaluation, const struct plan_clause *clause,
                  struct clause_set *set);

/* The stored union of the lists of a WORD or PREFIX, without its forms, if it matches in every field.
 * Returns false if there is none. */
bool clause_stored_union(const struct evaluation *evaluation, const struct plan_clause *clause,
                         struct stored_union *stored);

/* Writes the runs of the lists of a WORD or PREFIX, at most clause_set.runs + 1, list by list.
 * Returns their number. */
uint32_t clause_spans(const struct evaluation *evaluation, const struct plan_clause *clause,
                      struct posting_span *spans);

/* Adds (on) or removes the documents of a WORD, PREFIX, RANGE, PROPERTY or RELATIVES. Returns false if the
 * budget runs out. */
bool clause_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on);

#endif
