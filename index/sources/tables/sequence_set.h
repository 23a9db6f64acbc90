#ifndef CHARFINDER_INDEX_SOURCES_TABLES_SEQUENCE_SET_H
#define CHARFINDER_INDEX_SOURCES_TABLES_SEQUENCE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/sources/records/source.h"

/*
 * The sequences that the sources name, for those who check whether there is one. U+FE0F does not
 * count. Failure is sticky, as in vector.h. Not thread-safe.
 */

struct sequence_points {
    uint32_t list[SEQUENCE_MAX], count;
};

struct sequence_set {
    VECTOR_OF(struct sequence_points) all;
};

void sequence_set_release(struct sequence_set *set); /* an empty set is all zero bytes */

/* At most SEQUENCE_MAX code points. */
void sequence_set_add(struct sequence_set *set, const uint32_t *points, size_t count);

/* After all have been added: sorts them. Returns 0 or -ENOMEM. */
int sequence_set_settle(struct sequence_set *set);

/* After that. */
bool sequence_set_has(const struct sequence_set *set, const uint32_t *points, size_t count);

#endif
