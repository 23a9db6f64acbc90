#ifndef CHARFINDER_INDEX_SEARCH_RANK_MEMORY_H
#define CHARFINDER_INDEX_SEARCH_RANK_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "index/file/charindex.h"

/*
 * What was found in the texts of one ranking. Many texts have the same words, above all keywords,
 * and the index has each list of words once: the second text with it need not be compared again.
 * Whatever has the same place replaces what was there. Not thread-safe.
 */

/* The cost of words, by reason. */
struct finding_cost {
    unsigned prefixes, forms, common, extras, missing, order;
    unsigned exact; /* a bonus */
};

/* What a query finds in the words of a text of one field. */
struct finding {
    const uint32_t *terms_le; /* of the list of words; NULL: nothing is here */
    unsigned field;
    bool agrees;        /* all words of the query, and few others */
    uint64_t groups;    /* found; bit n: group n. 0: all that follows is 0 */
    uint64_t positions; /* of the words found, in the text; bit n: word n */
    int sum;            /* of the cost; may be negative */
    struct finding_cost cost;
};

enum { MEMORY_PLACES = 128 };

struct memory {
    struct finding places[MEMORY_PLACES];
};

static inline void memory_clear(struct memory *memory)
{
    for (unsigned i = 0; i < MEMORY_PLACES; i++)
        memory->places[i].terms_le = NULL;
}

/* The place of these words in that field; it has perhaps others. */
static inline struct finding *memory_place(struct memory *memory, const struct word_list *words,
                                           unsigned field)
{
    uintptr_t number = (uintptr_t)words->terms_le / sizeof *words->terms_le;

    return &memory->places[(number ^ number / MEMORY_PLACES ^ field) % MEMORY_PLACES];
}

/* Is it the finding of these words, which are some, in that field? */
static inline bool memory_has(const struct finding *finding, const struct word_list *words,
                              unsigned field)
{
    return finding->terms_le == words->terms_le && finding->field == field;
}

#endif
