#ifndef CHARFINDER_INDEX_TEXT_CASELESS_H
#define CHARFINDER_INDEX_TEXT_CASELESS_H

#include "index/base/slice.h"

/*
 * The order of texts without regard to case: by code points after simple case folding (Unicode,
 * section 3.13; CaseFolding.txt, statuses C and S), so that "ALPHA" and "alpha" are equal, and "ß"
 * and "ss" are not. A prefix comes before what it is a prefix of. Costs a step for each byte of
 * ASCII and allocates nothing. Thread-safe.
 */

/* Returns <0, 0 or >0. Both texts must be valid UTF-8. */
int caseless_compare(struct slice a, struct slice b);

#endif
