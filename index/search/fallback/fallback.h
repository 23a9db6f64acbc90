#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_FALLBACK_H

#include "index/base/slice.h"
#include "index/search/match/hits.h"

/*
 * Alternatives to a query that finds nothing, or only weak hits (rank/weak.h).
 */

/* What an alternative found. */
struct fallback_result {
    struct hits hits;  /* of the alternative; plan NULL: there is none */
    char *text;        /* the alternative; NULL: there is none */
    const char *label; /* what was tried: "spelling", "meaning", "fewer words". Static text */
};
void fallback_result_release(struct fallback_result *result); /* leaves it empty */

/* Tries other queries with the request's budget, until one has good hits. `found` are the hits of
 * `query`, which was parsed from `text`; they stay as they are. If an alternative has any other hits
 * than those, *result is it, for fallback_result_release(). Otherwise *result is empty. Returns 0, or
 * -ENOMEM with an empty one. */
int fallback_find(const struct hits_request *request, struct slice text, const struct query *query,
                  const struct hits *found, struct fallback_result *result);

enum { FALLBACK_FEW_HITS = 16 }; /* more hits are not doubted */

/* Does the query find only few characters, none of them by whole words, and has it function words that are
 * beginnings of others? "e with an acute accent" found those with ACUTE, ACCENT and AND. If the query without
 * them finds others, *result is that, as fallback_find() has it. */
int fallback_content(const struct hits_request *request, struct slice text,
                     const struct query *query, const struct hits *found,
                     struct fallback_result *result);

/* Does the query find only little-known characters, by words that are no words of the index but nearly
 * better-known ones? "infinty" is a form of INFINTIE, and nearly INFINITY. If the words with one error
 * corrected find better-known characters, *result is that, as fallback_find() has it. */
int fallback_doubt(const struct hits_request *request, struct slice text, const struct query *query,
                   const struct hits *found, struct fallback_result *result);

#endif
