#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H

#include "index/base/slice.h"
#include "index/search/match/hits.h"

/*
 * Alternatives to a query that finds nothing, or only weak hits (rank/weak.h).
 */

/* Tries other queries with the request's budget, until one has good hits. `found` are the hits of
 * `query`, which was parsed from `text`; they stay as they are. If an alternative has any other hits
 * than those, *wider are all its hits, for hits_release(), and *suggestion is its text, for free().
 * Otherwise *wider is empty and *suggestion is NULL. Returns 0, or -ENOMEM with both empty. */
int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  const struct hits *found, struct hits *wider, char **suggestion);

#endif
