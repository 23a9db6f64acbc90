#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_MEANINGS_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_MEANINGS_H

#include "index/builder/base/chunks.h"
#include "index/builder/documents/texts.h"
#include "index/builder/terms/vocabulary.h"
#include "index/sources/formats/wordnet.h"

/*
 * What words of English mean that no character has: words that are in the index and may be meant
 * instead.
 */

/* Writes the chunks from MWOF to MQTX, empty ones if wordnet is NULL. The texts must be settled.
 * `english` is the language of their keywords that counts. Returns 0 or -ENOMEM. */
int meanings_write(const struct wordnet *wordnet, const struct texts *texts,
                   const struct vocabulary *vocabulary, unsigned english, struct chunks *chunks);

#endif
