#ifndef CHARFINDER_INDEX_SEARCH_TEXT_HITS_H
#define CHARFINDER_INDEX_SEARCH_TEXT_HITS_H

#include <stdbool.h>

#include "index/base/slice.h"
#include "index/search/match/hits.h"
#include "index/search/query/grammar.h"

/*
 * The hits of a text as it is: of the query that it is, and of the full name that it may be.
 */

/* Parses the text and runs the query. A full name also finds its character or, in scope all if the
 * query finds nothing, its sequence. A full name that is not a valid query, or excludes something,
 * finds only its character. Sets *query, and *is_sequence if the hits are a sequence with that name.
 * After 0 the caller must release *hits. Returns -EINVAL with *error set if the text is not a valid
 * query or is too expensive, or -ENOMEM; *hits is then empty. */
int text_hits_find(const struct hits_request *request, struct slice text, struct query *query,
                   struct hits *hits, bool *is_sequence, struct query_error *error);

#endif
