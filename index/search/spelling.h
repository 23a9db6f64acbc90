#ifndef CHARFINDER_INDEX_SEARCH_SPELLING_H
#define CHARFINDER_INDEX_SEARCH_SPELLING_H

#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/grammar.h"
#include "index/search/options.h"
#include "index/search/plan.h"

/*
 * Queries that may have been meant by one that finds nothing: words that no text has are replaced
 * by the nearest ones that some text has, or taken apart, or neighbours put together.
 */

enum {
    SPELLING_QUERIES = 8, /* that are proposed at most */
    SPELLING_WORDS = 4,   /* that are replaced in one query at most */
};

struct spelling {
    size_t count;
    char queries[SPELLING_QUERIES][SUGGESTION_SIZE]; /* NUL-terminated; the likeliest first */
};

/* `query` is the text parsed, `plan` its plan in scope all. The rest of the text stays as it is.
 * Returns 0 or -ENOMEM. */
int spelling_correct(const struct charindex *index, const struct query *query,
                     const struct plan *plan, const char *text, size_t size, struct budget *budget,
                     struct spelling *spelling);

#endif
