#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_NAMES_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"
#include "index/builder/terms/vocabulary.h"

/*
 * The words of the names of documents. Neighbours often have the same words: names that consist of
 * a prefix and a number come by the ten thousand. So they are posted, and stored, by runs. Not
 * thread-safe.
 */

struct names {
    VECTOR_OF(uint32_t) lists; /* by document: the words of its name in the vocabulary */
    struct buffer last;        /* the text from which the last of them was made */
};

void names_release(struct names *names); /* no names: all zero bytes */

/* Adds the words of the next document's name. Returns 0 or -ENOMEM. */
int names_add(struct names *names, struct vocabulary *vocabulary, const char *text, size_t size);

/* Posts the words as FIELD_NAME, or FIELD_SEQUENCE for sequences, and writes the chunks NLST, NBIT
 * and NRNK. Call when each document has a name. Returns 0 or -ENOMEM. */
int names_post(const struct names *names, const struct documents *documents,
               struct vocabulary *vocabulary, struct chunks *chunks);

#endif
