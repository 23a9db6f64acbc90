#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_TEXTS_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_TEXTS_H

#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/pool.h"
#include "index/builder/documents/documents.h"
#include "index/builder/terms/vocabulary.h"
#include "index/sources/sources.h"
#include "index/unicode/prominence.h"

/*
 * The texts of documents other than their names: collected in the order of the sources, then sorted
 * by document, kind and language. Duplicates are stored once. Not thread-safe.
 */

struct texts {
    VECTOR_OF(struct text_entry) entries;
    struct pool strings;
    VECTOR_OF(uint32_t) words; /* by string: its word list in the vocabulary */
};

void texts_release(struct texts *texts); /* no texts: all zero bytes */

/* Adds a text. Returns 0 or -ENOMEM. */
int texts_add(struct texts *texts, struct vocabulary *vocabulary, uint32_t document,
              enum text_kind kind, unsigned language, struct slice text);

/* The texts added so far, by number. */
size_t texts_count(const struct texts *texts);
enum text_kind texts_kind(const struct texts *texts, size_t text);
uint32_t texts_document(const struct texts *texts, size_t text);
unsigned texts_language(const struct texts *texts, size_t text);
uint32_t texts_words(const struct texts *texts, size_t text);     /* its list in the vocabulary */
struct slice texts_bytes(const struct texts *texts, size_t text); /* valid until the next text */
/* Adds the same text to another document, with another kind. Returns 0 or -ENOMEM. */
int texts_repeat(struct texts *texts, size_t text, uint32_t document, enum text_kind kind);

/* Sorts the texts, drops duplicates and repetitions of the official name, and posts the words of
 * the others. Returns 0 or -ENOMEM. */
int texts_settle(struct texts *texts, const struct documents *documents,
                 struct vocabulary *vocabulary);

/* After texts_settle(): adds the texts to the evidence, an array with an entry for each
 * document. */
void texts_add_evidence(const struct texts *texts, unsigned english,
                        struct prominence_evidence *evidence);

/* Writes the chunks from TBEG to XTXT. */
void texts_write(const struct texts *texts, uint32_t documents, struct chunks *chunks);

#endif
