#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_MEANING_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_MEANING_H

#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/search/fallback/proposals.h"
#include "index/search/query/query.h"

/*
 * Queries of other words that mean the same as a query that finds nothing, or something more
 * general: truck for lorry.
 */

enum meaning_kind {
    MEANING_SAME,    /* truck for lorry */
    MEANING_GENERAL, /* machine for calender */
};

/* Proposes the text of the query, which was parsed from it, with two adjacent words replaced that
 * are a phrase (drawing pin, pushpin), or one word that no name, alias or keyword has. The rest of
 * the text stays as it is. More general words are proposed only for the whole text. */
void meaning_propose(const struct charindex *index, const struct query *query, struct slice text,
                     enum meaning_kind kind, struct proposals *proposals);

#endif
