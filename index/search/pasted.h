#ifndef CHARFINDER_INDEX_SEARCH_PASTED_H
#define CHARFINDER_INDEX_SEARCH_PASTED_H

#include "index/search/evaluation.h"

/*
 * Code points and pasted text. In scope all, the longest sequences of a text are taken out of it
 * first: a flag is one document, and then nothing else of it.
 */

/* The documents of a clause alone, in the order of the text, each once, where it was first.
 * Returns 0 or -ENOMEM. */
int pasted_result(const struct evaluation *evaluation, struct posting_set *result);

/* Code points to be looked for inside of sequences. */
enum { POINT_SET_MAX = QUERY_MAX_POINTS + QUERY_MAX_CLAUSES, POINT_SET_FILTER = 1024 };
struct point_set {
    uint32_t count;
    uint32_t points[POINT_SET_MAX];
    uint64_t filter[POINT_SET_FILTER / 64]; /* by the last bits of a point */
};
void point_set_init(struct point_set *set);

/* Beside other clauses: adds (on) the documents of the clause, or takes them away. Those of its
 * points that are a character each go into the set, too. False when it is too much. */
bool pasted_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on, struct point_set *set);
/* Then the same for the sequences that have one of these points, of those that are left. */
bool pasted_put_sequences(struct evaluation *evaluation, struct point_set *set,
                          struct bitmap *target, bool on);

#endif
