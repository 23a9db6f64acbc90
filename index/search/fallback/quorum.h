#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_QUORUM_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_QUORUM_H

#include <stdint.h>

#include "index/search/match/hits.h"

/*
 * The documents that have the most of some words, of which no document has all. (Quorum search with
 * inverse document frequency: C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information
 * Retrieval", 2008, chapters 6 and 7.)
 */

enum { QUORUM_WORDS_MAX = 8 }; /* further words of a query are ignored */

/* The query consists of words, each a group. On BUDGET_OK the caller must release *hits, which have
 * a plan of the query in which no word is required, and *used has bit n set if the word of clause n
 * is in one of them. Returns BUDGET_EXCEEDED or -ENOMEM with nothing to release. */
int quorum_find(const struct hits_request *request, const struct query *query, struct hits *hits,
                unsigned *used);

#endif
