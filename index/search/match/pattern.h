#ifndef CHARFINDER_INDEX_SEARCH_MATCH_PATTERN_H
#define CHARFINDER_INDEX_SEARCH_MATCH_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/slice.h"
#include "index/search/match/plan.h"

/*
 * Patterns: words with the wildcards "*" (any code points) and "?" (one). They are replaced by the
 * words of the index that match them, so that nothing after the grammar needs to know them.
 */

enum { PATTERN_WORDS_MAX = 256 }; /* a pattern with more is too expensive */

bool pattern_is_in(const struct query *query);

/* Does the whole word match? Both are folded UTF-8. */
bool pattern_matches(struct slice pattern, struct slice word);

/* Sets *expanded to the query with an alternative for each matching word instead of its patterns.
 * Returns BUDGET_OK, or BUDGET_EXCEEDED with *clause set to the pattern that is too expensive: it
 * matches too many words, or the vocabulary is too large to be read. */
int pattern_expand(const struct charindex *index, const struct search_options *options,
                   struct budget *budget, const struct query *query, struct query *expanded,
                   uint32_t *clause);

#endif
