#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_SPELLINGS_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_SPELLINGS_H

#include "index/base/slice.h"
#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/base/pool.h"
#include "index/sources/records/source.h"
#include "index/unicode/prominence.h"

/*
 * The spellings of documents: collected in the order of the sources, then sorted by text without
 * regard to case, text, kind, and weight. Of the same document, text and kind only the best one
 * stays. Not thread-safe.
 */

struct spellings {
    VECTOR_OF(struct spelling_entry) entries;
    struct pool texts;
};

void spellings_release(struct spellings *spellings); /* no spellings: all zero bytes */

/* Adds a spelling of a document. The text must be plain (plain.h) and not empty. Returns 0 or
 * -ENOMEM. */
int spellings_add(struct spellings *spellings, uint32_t document,
                  const struct source_spelling *spelling);

/* Counts for each ideograph how often it is written, in evidence with an entry for each document. */
void spellings_add_evidence(const struct spellings *spellings,
                            struct prominence_evidence *evidence);

/* Sorts the spellings and writes the chunks from SPLO to SPLE, and SPRK to SPRV. Where weights are equal, the document
 * of the greater prominence comes first; the chunk PROM must be complete. When memory ran out, the
 * chunks are marked as failed. */
void spellings_write(struct spellings *spellings, struct chunks *chunks);

#endif
