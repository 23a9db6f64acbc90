#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_NEAREST_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_NEAREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/search/match/plan.h"

/*
 * Finds the terms of an index that are nearest to a word by edit distance.
 */

enum {
    NEAREST_MAX = 8,      /* terms returned at most */
    NEAREST_LETTERS = 32, /* longer words are not compared */
};

struct nearest_term {
    uint32_t term;
    unsigned cost;  /* see nearest_cost(); NEAREST_FIRST more for a wrong first letter */
    bool longer;    /* than the word: a letter left out is a likelier error than a wrong one */
    unsigned known; /* see nearest_known() */
};

/*
 * Finds terms in any of the fields that are at most `distance` edits from the word: one, or two if the first
 * letter is right. The likeliest is first: the cost counts, and how well known the documents are, because a
 * word that many people write is also misspelt more often (M. Kernighan, K. Church, W. Gale, "A spelling
 * correction program based on a noisy channel model", 1990). Returns their number. Returns only some of them if
 * the budget (BUDGET_SPELL) runs out.
 */
size_t nearest_terms(const struct charindex *index, const struct plan_fields *fields,
                     struct slice word, unsigned distance, struct budget *budget,
                     struct nearest_term terms[static NEAREST_MAX]);

/* The highest prominence among the first few documents of the term's lists in these fields. */
unsigned nearest_known(const struct charindex *index, const struct plan_fields *fields,
                       uint32_t term);

/*
 * The cost of turning one word into the other by insertions, deletions, substitutions, and swaps of
 * neighbours, where no substring is edited twice (optimal string alignment, the restricted form of
 * R. A. Wagner, R. Lowrance, "An extension of the string-to-string correction problem", 1975). An
 * edit costs NEAREST_EDIT; a typical typing or spelling error costs NEAREST_SLIP: a swap, a letter
 * doubled or not, a vowel for another, c for k and the like, f for ph. A letter that moved over two others
 * costs NEAREST_MOVE: tounge, tongue. The words are code points.
 */
enum {
    NEAREST_EDIT = 8,
    NEAREST_SLIP = 7,
    NEAREST_MOVE = 9,
    NEAREST_FIRST = 2, /* the first letter is seldom wrong */
    NEAREST_DISTANCE_MAX = 2,
};
unsigned nearest_cost(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count);

#endif
