#ifndef CHARFINDER_INDEX_FILE_ENDINGS_H
#define CHARFINDER_INDEX_FILE_ENDINGS_H

#include "index/base/slice.h"

/*
 * The byte order of texts read from their ends, in which texts with a common ending are neighbours.
 */

/* Returns <0, 0 or >0; an ending comes before what ends in it. */
int endings_compare(struct slice a, struct slice b);

#endif
