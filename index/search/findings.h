#ifndef CHARFINDER_INDEX_SEARCH_FINDINGS_H
#define CHARFINDER_INDEX_SEARCH_FINDINGS_H

#include <stdbool.h>

#include "index/base/slice.h"
#include "index/search/fallback/fallback.h"
#include "index/search/match/hits.h"
#include "index/search/query/grammar.h"
#include "index/search/reading/readings.h"

/*
 * All that a text finds, before it is ranked and put in order (assembly.h): the hits of its words,
 * what readings of it answer, and the hits of other words. Not thread-safe.
 */

struct findings {
    struct query query;  /* the text, parsed */
    struct hits words;   /* of the query, or of `suggestion`; no plan: the text is not a query */
    struct hits foreign; /* hits of the words in languages that were not asked for; no plan: it is
                                the plan of `words` that found them */
    struct fallback_result others; /* of other words that were run besides */
    bool others_first;             /* they are likelier to be meant than the words */
    char *suggestion; /* other words that were run instead, NUL-terminated; NULL: none */
    bool answered;    /* readings found something, */
    bool read;        /* and something good, not only as READING_LAST */
    bool reads_late;  /* the words are in a language that was asked for, so they come before
                                readings that would come after exact hits only */
    struct reading_answers answers;
    struct hits answers_hits[READING_QUERIES_MAX]; /* of the queries in `answers`, as many */
};

/* Finds all that the text finds. In scope name that is the hits of its words alone. After 0 the
 * caller must release *findings. Returns -EINVAL with *error set if the text is not a valid query
 * and no reading answers it, or -ENOMEM; then there is nothing to release. */
int findings_gather(const struct hits_request *request, struct slice text,
                    struct findings *findings, struct query_error *error);
/* Releases what has not been taken. */
void findings_release(struct findings *findings);

#endif
