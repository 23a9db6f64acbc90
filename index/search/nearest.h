#ifndef CHARFINDER_INDEX_SEARCH_NEAREST_H
#define CHARFINDER_INDEX_SEARCH_NEAREST_H

#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * The terms of an index that are nearest to a word that it does not have.
 */

enum {
    NEAREST_MAX = 8,      /* terms found at most */
    NEAREST_LETTERS = 32, /* longer words have no neighbours */
};

struct nearest_term {
    uint32_t term;
    unsigned cost;  /* see nearest_cost() */
    unsigned known; /* prominence of the best known document found by it, of the first ones */
};

/*
 * Finds the terms that `distance` edits or fewer make from the word, and that stand in one of the
 * fields: first those that cost least, among equals those that lead to better known documents, then
 * in the order of terms. Returns how many. Those found are not all when the budget runs out.
 */
size_t nearest_terms(const struct charindex *index, const struct plan_fields *fields,
                     struct slice word, unsigned distance, struct budget *budget,
                     struct nearest_term terms[static NEAREST_MAX]);

/* The prominence of the best known document that the term leads to in these fields, of the first
 * few of each list. */
unsigned nearest_known(const struct charindex *index, const struct plan_fields *fields,
                       uint32_t term);

/*
 * What it takes to make one word from the other: insertions, deletions, substitutions, and swaps
 * of neighbours, no place being touched twice (optimal string alignment, the restricted form of
 * R. A. Wagner, R. Lowrance, "An extension of the string-to-string correction problem", 1975). An
 * edit costs NEAREST_EDIT, and one that hands and ears do by themselves NEAREST_SLIP: a swap, a
 * letter doubled or not, a vowel for another, c for k and their like, f for ph.
 */
enum { NEAREST_EDIT = 8, NEAREST_SLIP = 7, NEAREST_DISTANCE_MAX = 2 };
unsigned nearest_cost(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count);

#endif
