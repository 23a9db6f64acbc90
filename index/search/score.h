#ifndef CHARFINDER_INDEX_SEARCH_SCORE_H
#define CHARFINDER_INDEX_SEARCH_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/budget.h"
#include "index/search/plan.h"

/*
 * How well a document fits a query: its own texts are read word by word and compared with the words
 * of the query. See score.c for what counts how much.
 *
 * Each comparison of a word with a clause takes a step. A document may have a thousand texts and a
 * query 500 clauses, so a document is left unfinished when the steps run out.
 */

enum { SCORE_WORDS_MAX = 64 }; /* of a text that are compared; a few definitions have more */

/* A plan prepared for scoring: made once for a result. Borrows both. */
struct scorer {
    const struct charindex *index;
    const struct plan *plan;
    uint64_t asked;            /* bit n: group n is one of words */
    struct plan_fields fields; /* where any of them may stand */
};

void scorer_init(struct scorer *scorer, const struct charindex *index, const struct plan *plan);

/* Greater is better. At the expense of BUDGET_RANK: the texts that its steps do not suffice for do
 * not count, and a document without any other text that has a word of the query has 0. */
uint32_t score_document(const struct scorer *scorer, uint32_t document, struct budget *budget);

/* The text of a document that fits the query best. */
struct score_text {
    bool is_name;
    uint32_t number;    /* of the text, for charindex_text(), unless it is the name */
    uint64_t positions; /* of the words of the text that match: bit n is word n */
};

enum score_outcome {
    SCORE_TEXT,
    SCORE_NO_TEXT,  /* no word speaks for the document: it has none of the query, or is the very
                       letter that was asked for */
    SCORE_EXCEEDED, /* the steps ran out */
};

/* At the expense of BUDGET_EXPLAIN. */
enum score_outcome score_best_text(const struct scorer *scorer, uint32_t document,
                                   struct budget *budget, struct score_text *text);

/* What a score is made of. */
enum score_part {
    SCORE_BASE,       /* every document starts with this */
    SCORE_PROMINENCE, /* how well known the document is */
    SCORE_LETTER,     /* it is the single letter or digit that was asked for */
    SCORE_KIND,       /* an alias is worth less than a name, a keyword less, a definition least */
    SCORE_PREFIXES,   /* words that only begin with what was asked for */
    SCORE_COMMON,     /* of alternatives, the text has a common word */
    SCORE_EXTRAS,     /* words of the text beyond the query */
    SCORE_MISSING,    /* words of the query that the text does not have */
    SCORE_ORDER,      /* its words are in another order */
    SCORE_EXACT,      /* it is the query, word by word */
    SCORE_PARTS,
};

struct score_parts {
    int32_t points[SCORE_PARTS]; /* their sum is the score, or negative where that is 0 */
};

const char *score_part_name(enum score_part part); /* "base", "prominence", … */

/* Takes apart what score_document() returns. Scores the document once more: not for many. */
void score_parts_find(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct score_parts *parts);

#endif
