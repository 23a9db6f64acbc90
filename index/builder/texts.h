#ifndef CHARFINDER_INDEX_BUILDER_TEXTS_H
#define CHARFINDER_INDEX_BUILDER_TEXTS_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/documents.h"
#include "index/builder/pool.h"
#include "index/builder/vocabulary.h"
#include "index/sources/sources.h"
#include "index/unicode/prominence.h"

/*
 * The texts of documents other than their names: collected in the order of the sources, then sorted by
 * document, kind and language. Duplicates are stored once.
 */

struct texts {
    VECTOR_OF(struct text_entry) entries;
    struct pool strings;
    VECTOR_OF(uint32_t) words; /* a string's word list in the vocabulary */
};

void texts_release(struct texts *texts); /* zero bytes are none */

/* One more text. Returns 0 or -ENOMEM. */
int texts_add(struct texts *texts, struct vocabulary *vocabulary, uint32_t document,
              enum text_kind kind, unsigned language, struct slice text);

/* What was added so far, by number. */
size_t texts_count(const struct texts *texts);
enum text_kind texts_kind(const struct texts *texts, size_t text);
uint32_t texts_document(const struct texts *texts, size_t text);
/* The same text once more, of another document and kind. Returns 0 or -ENOMEM. */
int texts_repeat(struct texts *texts, size_t text, uint32_t document, enum text_kind kind);

/* Sorts, drops what is there twice or is the official name once more, and posts the words of the
 * others. Returns 0 or -ENOMEM. */
int texts_settle(struct texts *texts, const struct documents *documents,
                 struct vocabulary *vocabulary);

/* After that: counts into the evidence what documents have, `evidence` being one a document. */
void texts_testify(const struct texts *texts, unsigned english,
                   struct prominence_evidence *evidence);

/* Writes the chunks from TBEG to XTXT. */
void texts_write(const struct texts *texts, uint32_t documents, struct chunks *chunks);

#endif
