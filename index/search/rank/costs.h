#ifndef CHARFINDER_INDEX_SEARCH_RANK_COSTS_H
#define CHARFINDER_INDEX_SEARCH_RANK_COSTS_H

#include <stdint.h>

#include "index/file/charindex.h"
#include "index/search/match/plan.h"

/*
 * What each difference between a text and a query costs. All of them are in this module, in the same
 * unit as prominence (see COSTS_SCALE), and were tuned with tests/relevance:
 *
 *   the kind of text        a name costs least, then aliases, keywords; a definition most
 *   the language            of a keyword: the first that is preferred costs nothing
 *   words beyond the query  each by its rarity: SIGN or LETTER add little meaning, CIRCLED much
 *   prefixes                a word of which the query has only a prefix costs more than all else
 *                           together, and more for each further letter
 *   forms                   another form of a word of the query costs far less than a prefix
 *   order                   words in another order than in the query
 *   case                    a capital, if a letter of the query is small, and the other way round
 *   common words            the alternative of the query that matches, by how common it is
 *   missing words           words of the query that are not in this text; where not all have to match
 *                           (fallback/quorum.h), words that are in no text cost more, by their rarity
 *
 * A text that is the query word by word has a bonus, and a name has a greater one. A short name in the
 * language that comes first does not pay for its kind if it is the query. A document has a bonus for each
 * further text that has all words of the query, unless that text is a definition. No rule is for
 * particular queries or characters. Thread-safe.
 */

enum {
    COSTS_SCALE = 8, /* a cost of 1 equals 8 of prominence */

    COST_PREFIX = 60,      /* a prefix match: more than all else together, */
    COST_LETTERS_MAX = 12, /* and 1 for each further letter, at most this */
    COST_FORM = 5,         /* each */
    COST_ORDER = 4,
    COST_CASE = 4,
    COST_MISSING = 6,     /* each word */
    COST_ABSENT_STEP = 3, /* a word that is in no text: for each factor of 2 that it is rarer */
    COST_EXTRA_MIN = 2,   /* a word beyond the query: the most common, */
    COST_EXTRA_STEP = 1,  /* and for each factor of 4 that it is rarer */
    COST_EXTRAS_MAX = 30,
    COST_MEANINGS_MAX = 1,   /* the same in a definition, */
    COST_MEANING_BEFORE = 1, /* and for each word before those of the query, */
    COST_BEFORE_MAX = 12,    /* of at most so many */
    COST_COMMON_STEP = 2,    /* a word of several alternatives: for each factor of 2 in frequency */
    COST_COMMONNESS_MAX = 14,
    COST_ALSO = 6,     /* a language that is preferred, but not the first, */
    COST_FOREIGN = 20, /* or one that is not */
    GAIN_EXACT = 5,
    GAIN_NAME = 3,            /* and besides for a name, also in other forms of the words */
    GAIN_AGREEING = 1,        /* a further text, */
    GAIN_AGREEING_MAX = 4,    /* of at most so many, */
    GAIN_AGREEING_EXTRAS = 7, /* whose words cost at most this beyond the query */
};

/* Of each kind of text; of a name: 0. */
extern const unsigned char cost_of_kind[TEXT_KINDS];

/* Of a keyword in that language of the index. */
static inline unsigned cost_of_language(const struct preference *preferred, size_t language)
{
    if (languages_have(&preferred->first, language))
        return 0;
    return languages_have(&preferred->also, language) ? COST_ALSO : COST_FOREIGN;
}

/* Of a term of which the query has only a prefix, the word. */
unsigned cost_of_prefix(const struct charindex *index, const struct plan_word *word, uint32_t term);

static inline unsigned cost_commonness(unsigned commonness)
{
    return commonness < COST_COMMONNESS_MAX ? commonness : (unsigned)COST_COMMONNESS_MAX;
}

/* Of a term that is one of several alternatives. */
static inline unsigned cost_of_common(const struct charindex *index, uint32_t term)
{
    return COST_COMMON_STEP * cost_commonness(charindex_commonness(index, term));
}

/* Of a word of the query that is in no text of the document. */
static inline unsigned cost_of_absent(const struct charindex *index, const struct plan_word *word)
{
    unsigned commonness = word->term == PLAN_NO_TERM
                              ? (unsigned)COST_COMMONNESS_MAX / 2
                              : cost_commonness(charindex_commonness(index, word->term));

    return COST_ABSENT_STEP * (COST_COMMONNESS_MAX - commonness);
}

/* Of a term beyond the query that is so common. */
static inline unsigned cost_of_extra(unsigned commonness)
{
    return COST_EXTRA_MIN +
           COST_EXTRA_STEP * (COST_COMMONNESS_MAX - cost_commonness(commonness)) / 2;
}

#endif
