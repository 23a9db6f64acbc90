#ifndef CHARFINDER_INDEX_BASE_BISECT_H
#define CHARFINDER_INDEX_BASE_BISECT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Binary search: the lower bound of a condition over numbers. From `low` up to `high` the condition
 * must hold for the first numbers and for none after them. The search finds the first number for
 * which it does not hold, and `high` where it holds for all. It is a loop of the caller's, so the
 * condition may be any expression:
 *
 *     struct bisection search = {.low = 0, .high = count};
 *
 *     while (bisect(&search))
 *         bisect_narrow(&search, table[search.middle] < wanted);
 *     return search.low; // the first place whose value is not less than `wanted`
 *
 * The condition is evaluated at most 1 + log2(high - low) times, and never at `high`. Everything is
 * inline: optimized, it compiles to the loop that would be written by hand. `low` may equal `high`.
 */
struct bisection {
    uint32_t low;    /* the condition holds for every number before this one */
    uint32_t high;   /* it holds for none from this one on */
    uint32_t middle; /* where it is to be evaluated next */
};

/* Chooses the next number to evaluate the condition at. Returns false when the answer is in
 * `low`. */
static inline bool bisect(struct bisection *search)
{
    search->middle = search->low + (search->high - search->low) / 2;
    return search->low < search->high;
}

/* Tells whether the condition holds at `middle`. */
static inline void bisect_narrow(struct bisection *search, bool holds)
{
    if (holds)
        search->low = search->middle + 1;
    else
        search->high = search->middle;
}

#endif
