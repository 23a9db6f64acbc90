#ifndef CHARFINDER_INDEX_FILE_KEPT_DIGESTS_H
#define CHARFINDER_INDEX_FILE_KEPT_DIGESTS_H

#include "index/sources/formats/digests.h"

/*
 * The digests of sources (index/sources/formats/digests.h), kept in a state directory from one start to the
 * next, so that a start does not read 35 MB of sources only to learn that none has changed.
 *
 * It is a cache: a file that is missing, damaged or cannot be written costs time and nothing else. `folder`
 * is a descriptor of the directory. Thread-safe, if no two threads share the digests.
 */

/* Adds what is kept. */
void kept_digests_load(int folder, struct digests *digests);

/* Keeps them if they have changed, unless another process is writing in the directory, or root asks and the
 * directory is another user's. */
void kept_digests_save(int folder, const struct digests *digests);

#endif
