#ifndef CHARFINDER_INDEX_SEARCH_RANK_TIERS_H
#define CHARFINDER_INDEX_SEARCH_RANK_TIERS_H

#include <stdbool.h>

#include "index/file/charindex.h"

/*
 * The documents of a set in tiers of prominence, the best known first; within a tier, ascending.
 * Thread-safe.
 */

/* Returns false to stop. */
typedef bool (*tiers_visit)(void *context, uint32_t document);

/* Visits the documents until the visitor stops. */
void tiers_walk(const struct charindex *index, const struct postings *set, tiers_visit visit,
                void *context);

#endif
