#ifndef CHARFINDER_INDEX_SEARCH_FACETS_H
#define CHARFINDER_INDEX_SEARCH_FACETS_H

#include <stddef.h>
#include <stdint.h>

#include "index/file/charindex.h"

/*
 * How often each value of a property occurs in a whole result. Counting every block, script,
 * category and age takes some 50 µs, for a result of everything as for one of a few.
 */

struct facet {
    uint32_t value; /* see charindex_value_name() */
    uint32_t count; /* of documents in the result, never 0 */
};

struct facets;

/* Prepares the counting of a result, in any order, whose runs are not kept; the index is borrowed
 * as long. Returns NULL when memory ran out. */
struct facets *facets_new(const struct charindex *index, const struct postings *result);
void facets_free(struct facets *facets); /* NULL is allowed */

/* Counts the values of a property below PROPERTY_FACETS. Returns how many occur; *list are
 * those, the most frequent first, equals in the order of the values, until the next call. */
size_t facets_count(struct facets *facets, enum property property, const struct facet **list);

#endif
