#ifndef CHARFINDER_INDEX_SOURCES_CONFUSABLES_DIFFERENCE_H
#define CHARFINDER_INDEX_SOURCES_CONFUSABLES_DIFFERENCE_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/vector.h"
#include "index/sources/records/facts.h"

/*
 * The characters that a later confusables.txt leads to another skeleton than ICU does (Unicode Technical
 * Standard #39, section 4). A character that the file does not list looks like itself, unless the file lists
 * less than half of those that ICU leads elsewhere: then it is an excerpt, and says nothing of others.
 *
 * Characters with a canonical decomposition are left out: what their parts look like decides.
 */

enum { CONFUSABLES_ITSELF = INT32_MAX };

struct confusables_change {
    uint32_t code_point;
    uint32_t mapping; /* its place in the list; CONFUSABLES_ITSELF: it looks like itself */
};

struct confusables_difference {
    VECTOR_OF(struct confusables_change) changes; /* ascending by code point */
};

/* Compares mappings of REPERTOIRE_CONFUSABLE, ascending by code point, with ICU's table; of two for the
 * same code point the first counts. Their code points are in `points`. Returns 0 or -ENOMEM. Where ICU lacks
 * its table there is no difference. Release it in any case. */
int confusables_difference_make(struct confusables_difference *difference,
                                const struct fact_mapping *list, size_t count,
                                const uint32_t *points);
void confusables_difference_release(struct confusables_difference *difference);

#endif
