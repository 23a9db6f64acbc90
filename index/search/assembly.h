#ifndef CHARFINDER_INDEX_SEARCH_ASSEMBLY_H
#define CHARFINDER_INDEX_SEARCH_ASSEMBLY_H

#include "index/file/posting_set.h"
#include "index/search/findings.h"
#include "index/search/parts.h"
#include "index/search/rank/score.h"

/*
 * Puts all that a text finds in order: a result. Not thread-safe.
 */

struct assembly {
    struct posting_set result; /* in display order */
    struct plan *plan;         /* of the words; NULL: not needed to rank or explain rows, or none */
    struct scorer scorer;      /* of the plan */
    struct parts *parts;       /* NULL: everything was found by the plan */
};

/* Ranks the findings and puts them in order, at the expense of the request's budget. Takes what it
 * stores out of the findings, which stay good for findings_release(). Afterwards the caller owns
 * the members of *assembly. Returns 0, or -ENOMEM with nothing to release in *assembly. */
int assembly_make(const struct hits_request *request, struct findings *findings,
                  struct assembly *assembly);

#endif
