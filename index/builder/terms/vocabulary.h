#ifndef CHARFINDER_INDEX_BUILDER_TERMS_VOCABULARY_H
#define CHARFINDER_INDEX_BUILDER_TERMS_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/base/pool.h"
#include "index/builder/base/runs.h"

/*
 * The words of an index: texts become lists of terms, terms get postings by field. Terms are
 * numbered in the order of their first occurrence, and at the end again in byte order. Not
 * thread-safe.
 */

struct vocabulary {
    struct pool terms;
    struct pool lists;           /* of words: native u32 terms */
    struct pool keys;            /* of postings: native u32 term, u32 field */
    struct runs postings;        /* list n belongs to key n */
    VECTOR_OF(uint32_t) current; /* the list being built */
    uint32_t *order;             /* filled by vocabulary_write(): terms in byte order */
    uint32_t *place;             /* and the position of each term in that order */
};

void vocabulary_release(struct vocabulary *vocabulary); /* an empty vocabulary is all zero bytes */

/* Returns the list of the words of a text; equal words give the same list. POOL_FAILED when memory
 * ran out. */
uint32_t vocabulary_list(struct vocabulary *vocabulary, const char *text, size_t size);

/* Posts the words of a list in a field for documents first to first + count - 1. Within a field,
 * documents ascend from call to call, or are exactly those of the previous call. Returns 0 or
 * -ENOMEM. */
int vocabulary_post(struct vocabulary *vocabulary, uint32_t list, unsigned field, uint32_t first,
                    uint32_t count);

/* Writes the chunks from TERM to WTRM. Returns 0 or -ENOMEM. */
int vocabulary_write(struct vocabulary *vocabulary, struct chunks *chunks, uint32_t documents);

#endif
