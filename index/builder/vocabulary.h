#ifndef CHARFINDER_INDEX_BUILDER_VOCABULARY_H
#define CHARFINDER_INDEX_BUILDER_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/chunks.h"
#include "index/builder/pool.h"
#include "index/builder/runs.h"

/*
 * The words of an index: texts become lists of terms, terms get postings by field. Terms are
 * numbered as they come, and at the end once more in byte order.
 */

struct vocabulary {
    struct pool terms;
    struct pool lists;           /* of words: native u32 terms */
    struct pool keys;            /* of postings: native u32 term, u32 field */
    struct runs postings;        /* list n belongs to key n */
    VECTOR_OF(uint32_t) current; /* the list being made */
    uint32_t *order;             /* by vocabulary_write(): terms in byte order */
    uint32_t *place;             /* and the place of each term in it */
};

void vocabulary_release(struct vocabulary *vocabulary); /* zero bytes are none */

/* The list of the words of a text, the same for the same words. POOL_FAILED when memory ran
 * out. */
uint32_t vocabulary_list(struct vocabulary *vocabulary, const char *text, size_t size);

/* Posts the words of a list in a field for documents first to first + count - 1. Within a field,
 * documents ascend from call to call, or are exactly those of the last one. Returns 0 or
 * -ENOMEM. */
int vocabulary_post(struct vocabulary *vocabulary, uint32_t list, unsigned field, uint32_t first,
                    uint32_t count);

/* Writes the chunks from TERM to WTRM. Returns 0 or -ENOMEM. */
int vocabulary_write(struct vocabulary *vocabulary, struct chunks *chunks, uint32_t documents);

#endif
