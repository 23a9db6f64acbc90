#ifndef CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_VALUES_H
#define CHARFINDER_SERVER_ANSWERS_HTTP_PAGES_VALUES_H

#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"

/*
 * How much has a value of a property: characters, and rows of the query that asks for it. Sequences have
 * the properties of their first character; they count as rows, not as characters.
 */

/* Counts the characters among the documents with this value, at the expense of the budget's
 * BUDGET_COUNT. *first becomes the first code point, if there is one. */
uint32_t values_count(const struct charindex *index, uint32_t value, uint32_t *first,
                      struct budget *budget);

/* Counts the rows of a query for this value in scope "all": characters and sequences, of which variants
 * of an emoji are folded as in fold.h. At the expense of the budget's BUDGET_COUNT. Returns 0, too, when
 * memory runs out. */
uint32_t values_rows(const struct charindex *index, uint32_t value, struct budget *budget);

/* A document that shows what has this value: the first one that is drawn by itself; else the first. The
 * value must have one. */
uint32_t values_sample(const struct charindex *index, uint32_t value);

#endif
