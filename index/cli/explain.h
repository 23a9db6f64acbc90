#ifndef CHARFINDER_INDEX_CLI_EXPLAIN_H
#define CHARFINDER_INDEX_CLI_EXPLAIN_H

#include "index/base/buffer.h"
#include "index/search/search.h"

/*
 * Explains the result of a search.
 *
 * Appends lines: the query, and the alternative that was run if it found nothing; the clauses of
 * the plan, with the terms and postings of their words; the steps that the search took from its
 * budget; and for the first rows the matching text and the parts of the score.
 *
 * The search must have been opened for this query, with options.explain. Sets out->failed if memory
 * runs out.
 */
void explain_append(struct buffer *out, const struct search *search, const char *query,
                    uint32_t rows);

#endif
