#ifndef CHARFINDER_INDEX_SEARCH_FALLBACK_REPAIR_H
#define CHARFINDER_INDEX_SEARCH_FALLBACK_REPAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/search/fallback/nearest.h"
#include "index/search/match/plan.h"
#include "index/search/query/query.h"

/*
 * The words of a query that may be misspelt, and the likely replacements of each.
 */

enum {
    REPAIRS_MAX = 4,              /* words replaced in one query */
    REPAIR_CHOICES = NEAREST_MAX, /* replacements of one word */
};

/* A replacement: one term, or two if words[1] is not empty. */
struct choice {
    struct slice words[2]; /* borrowed from the index */
    unsigned known;        /* greater for better known documents */
};

struct repair {
    uint32_t begin, end;                   /* bytes of the query's text */
    size_t count;                          /* of choices; 0: none found */
    struct choice choices[REPAIR_CHOICES]; /* the most likely first */
};

/* Which errors are repaired. */
enum repair_errors {
    REPAIR_LIKELY, /* single typical errors, of NEAREST_SLIP, any single ones of long words, and well-known words
                      without the space between them */
    REPAIR_SLIPS, /* single typical errors */
    REPAIR_ONE,   /* single errors, but none of the first letter */
    REPAIR_ALL,
};

struct repairs {
    const struct charindex *index;
    const struct query *query;
    const struct plan *plan; /* plan_parallel() of the query, in scope all */
    struct budget *budget;
    enum repair_errors errors;
    bool doubts;        /* the words are known, if only a little: short ones may be codes */
    unsigned known_min; /* replacements by less known terms are left out; see nearest_known() */
    size_t count;
    struct repair list[REPAIRS_MAX]; /* in the order of the text */
};

/* Finds the words that are not in the index, or if there are none those that are in very few texts.
 * The caller sets the members before `count`. Returns -ENOMEM, 0 if there are more than REPAIRS_MAX
 * such words, or 1. */
int repairs_find(struct repairs *repairs);

/* The same for words that are no terms themselves: other forms of them or longer words are in the index,
 * or nothing is. If there are none: for words that are terms, with REPAIR_SLIPS. */
int repairs_find_doubts(struct repairs *repairs);

/* Joins the words of the clause and the next one. Returns false unless they form a term
 * together. */
bool repair_join(const struct repairs *repairs, uint32_t clause, struct repair *joined);

#endif
