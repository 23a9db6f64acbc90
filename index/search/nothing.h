#ifndef CHARFINDER_INDEX_SEARCH_NOTHING_H
#define CHARFINDER_INDEX_SEARCH_NOTHING_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/slice.h"
#include "index/search/match/hits.h"

/*
 * Why a query finds nothing, and a way out: another query that finds something, or a code point
 * whose details say more.
 */

enum nothing_code {
    NOTHING_UNASSIGNED,      /* a code point that Unicode has not assigned yet */
    NOTHING_PRIVATE_USE,     /* a code point for private use, without a name */
    NOTHING_NOT_A_CHARACTER, /* a surrogate or a noncharacter */
    NOTHING_NEWER,           /* a version of Unicode that is newer than the index's */
    NOTHING_FILTERED,        /* other clauses have hits, but not with this one */
    NOTHING_OTHER_LANGUAGE,  /* keywords in other languages are not searched, or not indexed */
};

struct nothing {
    enum nothing_code code;
    char message[256];           /* one sentence without a full stop; printable */
    char query[SUGGESTION_SIZE]; /* what to search instead; "": no proposal */
    uint32_t total;     /* how many it finds at least: readings and wider answers may add some */
    bool all_languages; /* if searched in all languages */
    int32_t code_point; /* whose details exist; -1: none */
};

/* The code as answers for programs have it: "unassigned", "private-use", "not-a-character",
 * "newer", "filtered", "other-language". */
const char *nothing_code_name(enum nothing_code code);

/* Finds the reason for a query that was parsed from the text and has no hits. Runs other queries as
 * long as the request's budget lasts. Returns false if no reason is known. */
bool nothing_explain(const struct hits_request *request, struct slice text,
                     const struct query *query, struct nothing *nothing);

#endif
