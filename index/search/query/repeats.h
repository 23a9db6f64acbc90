#ifndef CHARFINDER_INDEX_SEARCH_QUERY_REPEATS_H
#define CHARFINDER_INDEX_SEARCH_QUERY_REPEATS_H

#include <stddef.h>
#include <stdint.h>

#include "index/search/query/query.h"

/*
 * Clauses of a query that say nothing new: an alternative that its group has already, and every
 * clause of a group that equals an earlier group.
 */

/* Sets same[n] to n where clause n counts, else to the clause that it repeats, which counts and is
 * before it. Returns how many count. For a query of at least two clauses. */
size_t repeats_find(const struct query *query, uint16_t same[static QUERY_MAX_CLAUSES]);

#endif
