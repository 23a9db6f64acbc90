#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_PROPOSALS_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_PROPOSALS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/slice.h"
#include "index/search/match/options.h"

/*
 * Alternatives proposed for a query. Not thread-safe.
 */

enum { PROPOSALS_MAX = 8 };

struct proposals {
    size_t count;
    char queries[PROPOSALS_MAX][SUGGESTION_SIZE]; /* NUL-terminated; the likeliest first */
};

/* A query being written into the list. It is dropped if the list is full, or if it becomes longer
 * than QUERY_MAX_SIZE. */
struct proposal {
    struct proposals *list;
    size_t size; /* bytes so far */
    bool fits;
};

void proposal_begin(struct proposal *proposal, struct proposals *list);
void proposal_append(struct proposal *proposal, struct slice text);
/* Adds the query to the list, unless it is empty or was dropped. */
void proposal_end(struct proposal *proposal);

#endif
