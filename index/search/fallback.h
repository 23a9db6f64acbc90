#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_H

#include "index/base/slice.h"
#include "index/search/hits.h"

/*
 * What to run instead of a query that finds nothing.
 */

/* Tries other queries until one finds something, at the expense of the same budget. Then *hits, the
 * empty hits of `query`, are released and become its hits, and *suggestion is its text, for free();
 * otherwise both are unchanged. `text` is what the query was parsed from. Returns 0, or -ENOMEM:
 * then the hits are still to be released. */
int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  struct hits *hits, char **suggestion);

#endif
