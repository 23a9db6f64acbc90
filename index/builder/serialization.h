#ifndef CHARFINDER_INDEX_BUILDER_SERIALIZATION_H
#define CHARFINDER_INDEX_BUILDER_SERIALIZATION_H

#include "index/builder/collection.h"

/*
 * The chunks that are written at the end, when everything has been collected.
 */

/* Writes the chunks that are not yet written. The texts must be settled, and each document must
 * have its prominence. Returns 0 or -ENOMEM. Starts threads. */
int serialize_collection(struct collection *collection);

#endif
