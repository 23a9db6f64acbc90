#ifndef CHARFINDER_INDEX_SEARCH_RANK_EXPLAIN_H
#define CHARFINDER_INDEX_SEARCH_RANK_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/slice.h"
#include "index/search/rank/score.h"

/*
 * Why a document is in a result: the text that fits the query best, and its matching words.
 */

enum explanation_kind {
    EXPLANATION_NAME,       /* the official name */
    EXPLANATION_ALIAS,      /* TEXT_ALIASES */
    EXPLANATION_KEYWORD,    /* TEXT_KEYWORDS */
    EXPLANATION_DEFINITION, /* TEXT_DEFINITIONS */
    EXPLANATION_SEQUENCE,   /* the name of a sequence */
    EXPLANATION_CODE_POINT, /* not a word: a code point, a range, pasted text, a property */
    EXPLANATION_READING,    /* the whole text of the query was read as this character */
};

const char *explanation_kind_name(enum explanation_kind kind); /* "name", …, "reading" */

enum { EXPLANATION_RANGES_MAX = 16 };

struct explanation_range {
    uint32_t begin, end; /* in code points of the text */
};

struct explanation {
    enum explanation_kind kind;
    struct slice text; /* lives as long as the index; empty for EXPLANATION_CODE_POINT */
    size_t range_count;
    struct explanation_range ranges[EXPLANATION_RANGES_MAX]; /* the matching words, ascending */
};

/* What one row may take of BUDGET_PRESENT. */
enum { EXPLAIN_ROW_STEPS = BUDGET_PRESENT_STEPS / 5 };

/* Is enough left for any row? */
static inline bool explain_affordable(const struct budget *budget)
{
    return budget->left[BUDGET_PRESENT] >= EXPLAIN_ROW_STEPS;
}

/* Returns false, with *explanation undefined, where the document's texts and the query's clauses are
 * too many for the steps of one row. That depends on the two and the index only, not on what else
 * was explained: the budget must be affordable. */
bool explain_document(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct explanation *explanation);

#endif
