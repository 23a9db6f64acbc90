#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/grammar.h"
#include "index/search/options.h"
#include "index/search/score.h"

/*
 * A query into a result: its total, known at once, and a cursor over any part of it.
 *
 * A result is a list of runs (struct posting_run) in the order in which it is shown: by code point,
 * or a few hundred ranked documents followed by the others by code point. Any offset is reached by
 * binary search over the runs, so a page deep in the result costs what the first one costs.
 * A query of pasted text alone keeps the order of the text.
 */

struct search {
    struct charindex *index; /* a reference of its own */
    struct search_options options;
    struct postings result;    /* in the order shown: not ascending where there is a ranking */
    struct posting_run *owned; /* the runs, where they are not the index's own; else NULL */
    char *suggestion;          /* the query that was run instead, NUL-terminated; NULL: none */
    struct plan *plan;         /* NULL in scope name by code point, unless options.explain */
    struct scorer scorer;      /* of the plan, where there is one: scores and explains rows */
    struct budget budget;      /* what the search has left of it */
    uint32_t *sharers;         /* how many searches have this memory; NULL: one */
};

enum search_outcome {
    SEARCH_OK = 0,
    SEARCH_BAD_QUERY = 1, /* see the error */
};

/* Runs the query. On SEARCH_OK release it with search_release(). On SEARCH_BAD_QUERY there is nothing
 * to release, and search->budget tells what it took to refuse the query. Returns -ENOMEM when memory
 * ran out, with nothing to release. Whatever the query, it costs at most about 1 ms. */
int search_open(struct search *search, struct charindex *index,
                const struct search_options *options, const char *text, size_t size,
                struct query_error *error);
void search_release(struct search *search);

/* Makes *other the same search, on the same memory; each is released by itself, and by the same
 * thread. Returns false when memory ran out. */
bool search_share(struct search *search, struct search *other);

struct search_cursor {
    const struct search *search; /* borrowed */
    uint32_t run;                /* index of the run */
    uint32_t within;             /* documents of that run already passed */
};

/* Places the cursor before the result's document number `offset`; beyond the end is the end. */
void search_seek(const struct search *search, uint32_t offset, struct search_cursor *cursor);

/* The next documents that are neighbours, at most `most` (> 0) of them: first, first + 1, ….
 * Returns how many; 0 at the end. */
uint32_t search_next(struct search_cursor *cursor, uint32_t most, uint32_t *first);

#endif
