#ifndef CHARFINDER_INDEX_SEARCH_RANK_TALLY_H
#define CHARFINDER_INDEX_SEARCH_RANK_TALLY_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"

/*
 * Finds the words of a query in one text of a document. Thread-safe.
 */

enum {
    TALLY_WORDS_MAX = 64,  /* words of a text that are compared; a few definitions have more */
    TALLY_GROUPS_MAX = 64, /* groups counted; further groups of a very long query are ignored */
};

/* One text of a document. */
struct candidate {
    unsigned field;
    unsigned kind_cost;  /* with that of its language */
    unsigned exact_cost; /* the same if the text is exactly the query */
    unsigned name_gain;  /* a bonus if it is so, in any forms */
    bool other_language; /* a keyword in another language than the first preferred one */
    struct word_list words;
    uint64_t
        may_match; /* bit n: word n may match the query. No others are compared with it, nor words
                           from TALLY_WORDS_MAX on */
};

/* The words of the query in a text. */
struct tally {
    uint64_t groups;                 /* found; bit n: group n */
    uint64_t positions;              /* of the words found, in the text; bit n: word n */
    uint8_t first[TALLY_GROUPS_MAX]; /* position of the first word of each group found */
    unsigned prefixes;               /* the cost of prefix matches */
    unsigned forms;                  /* the cost of other forms of words */
    unsigned common;                 /* the cost of common alternatives */
};

/* Does the clause have words that are counted? */
static inline bool tally_has_words(const struct plan_clause *clause)
{
    return !clause->negated && clause->group < TALLY_GROUPS_MAX && clause->kind <= QUERY_PHRASE;
}

static inline uint32_t tally_term(const struct word_list *words, uint32_t position)
{
    return le32toh(words->terms_le[position]);
}

/* How many words of a text are compared. */
static inline uint32_t tally_compared(const struct word_list *words)
{
    return words->count < TALLY_WORDS_MAX ? words->count : TALLY_WORDS_MAX;
}

/* Overwrites *tally. */
void tally_text(const struct charindex *index, const struct plan *plan,
                const struct candidate *candidate, struct tally *tally);

/* Are the groups that were found in the order of the query? */
bool tally_in_order(const struct tally *tally);

#endif
