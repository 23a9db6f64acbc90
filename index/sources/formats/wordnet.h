#ifndef CHARFINDER_INDEX_SOURCES_FORMATS_WORDNET_H
#define CHARFINDER_INDEX_SOURCES_FORMATS_WORDNET_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/sources/records/source.h"

/*
 * WordNet: English words, and what they mean. A synset is a set of words with one meaning. A word is
 * in as many synsets as it has senses. Synsets point to others: the more general ones (hypernyms),
 * and for adjectives the similar ones and what they are derived from.
 *
 * Words are written as in the files, with "_" for spaces. Everything returned lives as long as the
 * WordNet does. Not thread-safe while it is read.
 */

struct wordnet;

/* The files have their names as suffixes, in this order: noun, verb, adj, adv. */
enum wordnet_part { WORDNET_NOUN, WORDNET_VERB, WORDNET_ADJECTIVE, WORDNET_ADVERB, WORDNET_PARTS };

enum {
    WORDNET_SENSES_MAX =
        8,                 /* of a word in one part of speech; further ones are rare and left out */
    WORDNET_WIDER_MAX = 8, /* synsets that a synset points to; further ones are left out */
};

struct wordnet *wordnet_new(void);          /* empty; NULL when memory ran out */
void wordnet_free(struct wordnet *wordnet); /* NULL is allowed */

/* Each reads one file: data.noun, index.noun. The bytes are borrowed for the call. The data must be
 * read in the order of the parts. Returns SOURCE_OK; SOURCE_DAMAGED with a reason; or -ENOMEM. After
 * another outcome than SOURCE_OK, only wordnet_free() may be called. */
int wordnet_read_data(struct wordnet *wordnet, enum wordnet_part part, const char *bytes,
                      size_t size, struct reason *reason);
int wordnet_read_index(struct wordnet *wordnet, enum wordnet_part part, const char *bytes,
                       size_t size, struct reason *reason);

/* After all files have been read. Returns 0 or -ENOMEM. */
int wordnet_finish(struct wordnet *wordnet);

/*
 * After wordnet_finish().
 */

uint32_t wordnet_words(const struct wordnet *wordnet); /* distinct ones, in byte order */
struct slice wordnet_word(const struct wordnet *wordnet, uint32_t word); /* in lower case */
/* The synsets of a word in one part of speech, the most frequent sense first. Returns how many. */
size_t wordnet_senses(const struct wordnet *wordnet, uint32_t word, enum wordnet_part part,
                      uint32_t synsets[static WORDNET_SENSES_MAX]);

/* The words of a synset: from first to end - 1. Names keep their capital letters. */
struct wordnet_members {
    uint32_t first, end;
};
struct wordnet_members wordnet_members(const struct wordnet *wordnet, uint32_t synset);
struct slice wordnet_member(const struct wordnet *wordnet, uint32_t member);

/* How many words all synsets have: the numbers of members are below this. */
uint32_t wordnet_member_count(const struct wordnet *wordnet);

/* What the synset points to. Returns how many. */
size_t wordnet_wider(const struct wordnet *wordnet, uint32_t synset,
                     uint32_t synsets[static WORDNET_WIDER_MAX]);

#endif
