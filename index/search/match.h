#ifndef CHARFINDER_INDEX_SEARCH_MATCH_H
#define CHARFINDER_INDEX_SEARCH_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * Why a document is a hit, and how good a one: its own texts are read word by word and compared
 * with the words of the query. See match.c for what counts how much.
 */

enum match_kind {
    MATCH_NAME,       /* the official name */
    MATCH_ALIAS,      /* TEXT_ALIASES */
    MATCH_KEYWORD,    /* TEXT_KEYWORDS */
    MATCH_DEFINITION, /* TEXT_DEFINITIONS */
    MATCH_SEQUENCE,   /* the name of a sequence */
    MATCH_CODE_POINT, /* no word of the query: a code point, a range, pasted text, a property */
};

const char *match_kind_name(enum match_kind kind); /* "name", …, "code point" */

enum { MATCH_RANGES_MAX = 16 };

struct match_range {
    uint32_t begin, end; /* in code points of the text */
};

struct match {
    enum match_kind kind;
    struct slice text; /* that matched best; empty for MATCH_CODE_POINT */
    size_t range_count;
    struct match_range ranges[MATCH_RANGES_MAX]; /* the matched words in it, ascending */
};

/* A plan made ready for judging many documents by it. All borrowed. */
struct matcher {
    const struct charindex *index;
    const struct plan *plan;
    uint64_t asked;            /* bit n: group n is one of words */
    struct plan_fields fields; /* where any of them may stand */
};

void matcher_init(struct matcher *matcher, const struct charindex *index, const struct plan *plan);

/* How well the document fits the plan, greater is better. Takes a step of ranking for each
 * comparison of a word with a clause, whether or not any is left: the caller looks. */
uint32_t match_score(const struct matcher *matcher, uint32_t document, struct budget *budget);

/* The text that speaks most for the document, and where the words of the query are in it. */
void match_explain(const struct matcher *matcher, uint32_t document, struct budget *budget,
                   struct match *match);

#endif
