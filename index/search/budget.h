#ifndef CHARFINDER_INDEX_SEARCH_BUDGET_H
#define CHARFINDER_INDEX_SEARCH_BUDGET_H

/*
 * How much may be spent on finding what a query asks for.
 */

enum evaluate_outcome {
    EVALUATE_OK = 0,
    EVALUATE_TOO_MUCH = 1, /* it would cost more than a query may */
};

/*
 * What a query may cost, in steps of about 5 ns: a run of postings put into a bitmap, two lists
 * passed over, two words compared. So evaluation ends within 0.6 ms, and the query within 1 ms.
 * The caller counts: what is tried in place of a query is on the same account.
 */
enum { EVALUATE_STEPS_MAX = 120 * 1000 };

#endif
