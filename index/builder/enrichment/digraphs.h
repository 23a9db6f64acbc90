#ifndef CHARFINDER_INDEX_BUILDER_ENRICHMENT_DIGRAPHS_H
#define CHARFINDER_INDEX_BUILDER_ENRICHMENT_DIGRAPHS_H

#include "index/builder/documents/texts.h"
#include "index/builder/terms/vocabulary.h"
#include "index/sources/records/source.h"

/*
 * Digraphs of two small letters: "ru" is HIRAGANA LETTER RU, a flag, and a syllable of many scripts.
 * Such a text is searched as a word, so its digraph is one of the words of its character, and ranks
 * among them.
 */

/* Adds the spelling as a TEXT_KEYWORD of that language to its document, if it is such a digraph.
 * Returns 0 or -ENOMEM. */
int digraphs_add(struct texts *texts, struct vocabulary *vocabulary, uint32_t document,
                 unsigned english, const struct source_spelling *spelling);

#endif
