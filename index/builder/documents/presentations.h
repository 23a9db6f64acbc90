#ifndef CHARFINDER_INDEX_BUILDER_DOCUMENTS_PRESENTATIONS_H
#define CHARFINDER_INDEX_BUILDER_DOCUMENTS_PRESENTATIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"

/*
 * Which characters have a text and an emoji presentation. Not thread-safe.
 */

struct presentations {
    VECTOR_OF(uint32_t) characters; /* code points */
};

void presentations_release(struct presentations *presentations); /* none are all zero bytes */

/* A character that the source names. Where memory runs out, presentations_write() says so. */
void presentations_add(struct presentations *presentations, uint32_t code_point);

/* Writes the chunk EVAR: those that were added and are in the index; without the source (`known` is false)
 * those that are known to have both. Returns 0 or -ENOMEM. */
int presentations_write(struct presentations *presentations, bool known,
                        const struct documents *documents, struct chunks *chunks);

#endif
