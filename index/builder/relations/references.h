#ifndef CHARFINDER_INDEX_BUILDER_RELATIONS_REFERENCES_H
#define CHARFINDER_INDEX_BUILDER_RELATIONS_REFERENCES_H

#include <stdint.h>

#include "index/base/vector.h"
#include "index/builder/base/chunks.h"
#include "index/builder/documents/documents.h"

/*
 * Which characters refer to which. They are collected before it is known which of them are in the index.
 */

struct reference {
    uint32_t from, to; /* code points */
};

struct references {
    VECTOR_OF(struct reference) list;
};

void references_release(struct references *references); /* no references are all zero bytes */

/* Where memory runs out, references_write() says so. */
void references_add(struct references *references, uint32_t from, uint32_t to);

/* Writes the chunks RTOK to RFRV: those of which both ends are in the index, and that lead to another
 * character. Returns 0 or -ENOMEM. */
int references_write(const struct references *references, const struct documents *documents,
                     struct chunks *chunks);

#endif
