#ifndef CHARFINDER_INDEX_SEARCH_SEARCH_H
#define CHARFINDER_INDEX_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/charindex.h"
#include "index/search/query.h"

/*
 * Clauses into a result: its total, known at once, and a cursor over any part of it.
 *
 * A result is a list of runs (struct posting_run). For one word it is the index's own
 * postings and costs nothing; for more it is their intersection. Any offset is reached by
 * binary search over the runs, so a page deep in the result costs what the first one costs.
 * Results are in the order of code points, except that a query of pasted text alone keeps
 * the order of the text.
 */

struct search {
    struct charindex *index; /* a reference of its own */
    struct postings result;
    struct posting_run *owned; /* the runs, where they are not the index's own; else NULL */
};

enum search_outcome {
    SEARCH_OK = 0,
    SEARCH_BAD_QUERY = 1, /* see the error */
};

/* Runs the query. On SEARCH_OK release it with search_release(). Returns -ENOMEM when memory
 * ran out; then, as on SEARCH_BAD_QUERY, there is nothing to release. */
int search_open(struct search *search, struct charindex *index, const char *text, size_t size,
                struct query_error *error);
void search_release(struct search *search);

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
