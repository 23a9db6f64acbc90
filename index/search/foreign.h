#ifndef CHARFINDER_INDEX_SEARCH_FOREIGN_H
#define CHARFINDER_INDEX_SEARCH_FOREIGN_H

#include <stdbool.h>

#include "index/base/budget.h"
#include "index/search/match/hits.h"

/*
 * Hits in languages that the request did not ask for. A query for "gato" without a language means the cat;
 * but most of what is a word somewhere was meant as an English word, and misspelt.
 */

/* Sets *name: are the words of the query the whole name of one of the foreign hits, in any language?
 * At the expense of BUDGET_EVALUATE and BUDGET_RANK; where they do not suffice, they are not.
 * Returns 0 or -ENOMEM. */
int foreign_is_name(const struct charindex *index, const struct hits *hits, struct budget *budget,
                    bool *name);

#endif
