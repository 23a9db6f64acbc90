#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H

#include "index/base/slice.h"
#include "index/search/match/hits.h"

/*
 * Alternatives to a query that finds nothing.
 */

/* Tries other queries until one finds something, with the request's budget. *hits are the empty
 * hits of `query`, which was parsed from `text`. If one finds something, *hits are replaced by its
 * hits, and *suggestion is its text, for free(); otherwise both are unchanged. Returns 0 or
 * -ENOMEM; in either case the caller must release *hits. */
int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  struct hits *hits, char **suggestion);

#endif
