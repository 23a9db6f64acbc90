#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_RELAX_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_RELAX_H

#include <stddef.h>

#include "index/file/charindex.h"
#include "index/search/fallback/proposals.h"
#include "index/search/match/plan.h"
#include "index/search/query/grammar.h"

/*
 * Which words of a query that finds nothing may be dropped. Only for queries that are nothing but
 * words.
 */

enum { RELAX_WORDS_MAX = 16 }; /* queries with more words are not names, and are not relaxed */

struct relaxation {
    const struct query *query; /* borrowed, as the others */
    const char *text;
    unsigned all;     /* its words, and marks between them; bit n: clause n. 0: it is not relaxed */
    unsigned known;   /* those that are in the index */
    unsigned content; /* those that are not function words; all, if every word is one */
};

/* `text` was parsed into the query, and the plan is its plan_parallel(). */
void relax_words(const struct charindex *index, const struct query *query, const struct plan *plan,
                 const char *text, struct relaxation *relaxation);

/* Appends these words as they were written, separated by the separator. Nothing if there are
 * none. */
void relax_append(const struct relaxation *relaxation, unsigned words, const char *separator,
                  struct proposals *proposals);

#endif
