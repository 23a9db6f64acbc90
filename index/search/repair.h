#ifndef CHARFINDER_INDEX_SEARCH_REPAIR_H
#define CHARFINDER_INDEX_SEARCH_REPAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/nearest.h"
#include "index/search/plan.h"
#include "index/search/query.h"

/*
 * The words of a query that may be misspelt, and for each of them what may have been meant.
 */

enum {
    REPAIRS_MAX = 4,              /* words that are replaced in one query */
    REPAIR_CHOICES = NEAREST_MAX, /* for each of them */
};

/* What may replace some bytes of the query: one term, or two where words[1] is not empty. */
struct choice {
    struct slice words[2]; /* they live as long as the index */
    unsigned known;        /* greater for better known documents */
};

struct repair {
    uint32_t begin, end;                   /* bytes of the query's text */
    size_t count;                          /* of choices; 0: nothing better was found */
    struct choice choices[REPAIR_CHOICES]; /* the likeliest first */
};

struct repairs {
    const struct charindex *index;
    const struct query *query;
    const struct plan *plan; /* plan_parallel() of the query, in scope all */
    struct budget *budget;
    size_t count;
    struct repair list[REPAIRS_MAX]; /* in the order of the text */
};

/* Finds the words that no text has, or else those that hardly any text has; the members before
 * `count` are set. Returns -ENOMEM, or whether they are not too many. */
int repairs_find(struct repairs *repairs);

/* The words of the clause and the next one as one word. False where those are not two words that
 * make a term together. */
bool repair_join(const struct repairs *repairs, uint32_t clause, struct repair *joined);

#endif
