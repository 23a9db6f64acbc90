#ifndef CHARFINDER_INDEX_CLI_EXPLAIN_H
#define CHARFINDER_INDEX_CLI_EXPLAIN_H

#include "index/base/buffer.h"
#include "index/search/search.h"

/*
 * A search described for people who wonder about its result.
 *
 * Appends lines: the query, and the one that was run instead where that found nothing; the clauses
 * of its plan, with the terms of their words and the postings these have; the steps that the search
 * took of its budget; and, of the first rows, the matching text and what the score is made of.
 *
 * The search was opened for this query, with options.explain.
 */
void explain_append(struct buffer *out, const struct search *search, const char *query,
                    uint32_t rows);

#endif
