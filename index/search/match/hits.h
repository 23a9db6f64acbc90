#ifndef CHARFINDER_INDEX_SEARCH_MATCH_HITS_H
#define CHARFINDER_INDEX_SEARCH_MATCH_HITS_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/file/posting_set.h"
#include "index/search/match/options.h"
#include "index/search/match/plan.h"
#include "index/search/query/query.h"

/*
 * The hits of one parsed query, with variants folded, and not ranked. Not thread-safe on one
 * budget.
 */

/* The index and options to run a query with, and the budget to charge. All borrowed. */
struct hits_request {
    const struct charindex *index;
    const struct search_options *options;
    struct budget *budget;
};

/* By relevance, what is found only in languages that were not asked for is kept apart: "chat" is a cat
 * in French. */
struct hits {
    struct plan *plan;          /* owned */
    struct posting_set set;     /* ascending, unless the query is pasted text alone */
    struct posting_set foreign; /* ascending: the hits in other languages that are not in `set` */
    bool divided;               /* the set has only what is found in fields that are understood */
};

/* On BUDGET_OK the caller must release *hits. On BUDGET_EXCEEDED *begin is the byte of the query's
 * text at which the budget ran out. Returns -ENOMEM if memory runs out. */
int hits_find(const struct hits_request *request, const struct query *query, struct hits *hits,
              uint32_t *begin);
void hits_release(struct hits *hits);

/* Adds a document. Returns 0, or -ENOMEM with nothing changed. */
int hits_add(struct hits *hits, uint32_t document);

#endif
