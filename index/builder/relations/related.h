#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_RELATED_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_RELATED_H

#include <stddef.h>
#include <stdint.h>

#include "index/sources/formats/wordnet.h"

/*
 * The words that may be meant instead of a word, likeliest first.
 */

enum { RELATED_MAX = 96 };

struct related {
    size_t count;
    size_t synonyms;               /* the first ones; all others are more general */
    uint32_t members[RELATED_MAX]; /* of WordNet (wordnet_member()); some words more than once */
};

/* Finds the words related to word number `word`: its synonyms in the order of its senses, then more
 * general words, up to `steps` steps. */
void related_find(const struct wordnet *wordnet, uint32_t word, unsigned steps,
                  struct related *related);

#endif
