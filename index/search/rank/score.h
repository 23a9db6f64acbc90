#ifndef CHARFINDER_INDEX_SEARCH_RANK_SCORE_H
#define CHARFINDER_INDEX_SEARCH_RANK_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/file/charindex.h"
#include "index/search/match/hits.h"
#include "index/search/match/plan.h"
#include "index/search/rank/sieve.h"

/*
 * How well a document fits a query: its texts are compared word by word with the query. See costs.h
 * for the costs. Thread-safe with a budget for each thread.
 *
 * Each comparison of a word with a clause takes a step. A document may have a thousand texts and a
 * query 500 clauses, so a document is left unfinished when the steps run out.
 */

/* A plan prepared for scoring, once for a result. Borrows the index and the plan. */
struct scorer {
    const struct charindex *index;
    const struct plan *plan;
    uint64_t asked;      /* bit n: group n has words */
    uint64_t wide;       /* bit n: it has only words, and not only of definitions */
    uint32_t other_case; /* the category of letters in the case that was not asked for; 0: none */
    struct plan_fields fields; /* in which any of them match */
    struct text_table texts;
    struct sieve sieve;
};

void scorer_init(struct scorer *scorer, const struct charindex *index, const struct plan *plan);
/* For the set of these hits: if they are divided, words in other languages do not count. */
void scorer_init_hits(struct scorer *scorer, const struct charindex *index,
                      const struct hits *hits);

enum { SCORE_NEUTRAL = 100000 }; /* of a character that nobody knows, whose text costs nothing */

/* Greater is better. At the expense of BUDGET_RANK: the texts that its steps do not suffice for do
 * not count, and a document without any other text that has a word of the query has 0. */
uint32_t score_document(const struct scorer *scorer, uint32_t document, struct budget *budget);

/* Has the processor fetch what is read of a document that will be scored soon, without waiting. The
 * documents of a result are anywhere in the index, and most of the memory that a query waits for is
 * theirs. */
void score_fetch(const struct scorer *scorer, uint32_t document);

/* Are all words of the query in texts of the document that are not definitions? True also where the
 * query does not ask for such words, and where the steps of BUDGET_RANK do not suffice to know. */
bool score_is_sure(const struct scorer *scorer, uint32_t document, struct budget *budget);

/* The text of a document that fits the query best. */
struct score_text {
    bool is_name;
    uint32_t number;    /* of the text, for charindex_text(), unless it is the name */
    uint64_t positions; /* of the matching words: bit n is word n of the text */
    bool exact;         /* it is the query, word by word */
};

enum score_outcome {
    SCORE_TEXT,
    SCORE_NO_TEXT,  /* no word speaks for the document: it has none of the query, or is the very
                       letter that was asked for */
    SCORE_EXCEEDED, /* the steps ran out */
};

/* At the expense of BUDGET_PRESENT. */
enum score_outcome score_best_text(const struct scorer *scorer, uint32_t document,
                                   struct budget *budget, struct score_text *text);

/* The parts of a score. */
enum score_part {
    SCORE_BASE,       /* the same for every document */
    SCORE_PROMINENCE, /* how well known the document is */
    SCORE_LETTER,     /* it is the letter or digit that is the whole query, or that is its name */
    SCORE_KIND,       /* names are best, then aliases, keywords, definitions */
    SCORE_PREFIXES,   /* words that match only as prefixes */
    SCORE_FORMS,      /* other forms of words */
    SCORE_COMMON,     /* the text has a common word of several alternatives */
    SCORE_EXTRAS,     /* words of the text beyond the query */
    SCORE_MISSING,    /* words of the query that the text does not have */
    SCORE_ORDER,      /* its words are in another order */
    SCORE_CASE,  /* it is a capital, and a letter of the query is small, or the other way round */
    SCORE_EXACT, /* it is the query, word by word */
    SCORE_AGREEMENT, /* other texts have all words of the query as well */
    SCORE_PARTS,
};

struct score_parts {
    int32_t points[SCORE_PARTS]; /* their sum is the score, or negative where that is 0 */
};

const char *score_part_name(enum score_part part); /* "base", "prominence", … */

/* The parts of what score_document() returns. As expensive as score_document(). */
void score_parts_find(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct score_parts *parts);

#endif
