#ifndef CHARFINDER_INDEX_SEARCH_MATCH_PASTED_H
#define CHARFINDER_INDEX_SEARCH_MATCH_PASTED_H

#include "index/search/match/evaluation.h"

/*
 * Code points and pasted text. In scope all, the longest sequence at a position wins: a flag is one
 * document, and its letters are not found as well. Not thread-safe on one evaluation.
 */

/* Finds the document at the start of the points: the longest sequence, if `sequences` are wanted, or
 * else a character. Returns the number of points to skip, at least one; *found is whether there is
 * such a document. */
size_t pasted_next(const struct charindex *index, bool sequences, const uint32_t *points,
                   size_t count, uint32_t *document, bool *found);

/* The documents of a plan that is only this clause, in the order of the text, without duplicates.
 * The caller must release *result. Returns 0 or -ENOMEM. */
int pasted_result(const struct evaluation *evaluation, struct posting_set *result);

/* Code points to look for inside sequences. */
enum { POINT_SET_MAX = QUERY_MAX_POINTS + QUERY_MAX_CLAUSES, POINT_SET_FILTER = 1024 };
struct point_set {
    uint32_t count;
    uint32_t points[POINT_SET_MAX];
    uint64_t filter[POINT_SET_FILTER / 64]; /* a bit for the lowest bits of each point */
};
void point_set_init(struct point_set *set);

/* For a clause among others: adds (on) or removes its documents. Adds the points that are a
 * character by themselves to the set. Returns false if the budget runs out. */
bool pasted_put(struct evaluation *evaluation, const struct plan_clause *clause,
                struct bitmap *target, bool on, struct point_set *set);
/* Adds or removes the sequences in evaluation->left that contain one of the points. Returns false
 * if the budget runs out. */
bool pasted_put_sequences(struct evaluation *evaluation, struct point_set *set,
                          struct bitmap *target, bool on);

#endif
