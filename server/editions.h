#ifndef CHARFINDER_SERVER_EDITIONS_H
#define CHARFINDER_SERVER_EDITIONS_H

#include <stddef.h>

#include "server/answers/http/base/edition.h"

/*
 * The editions in the state directory (answers/http/base/edition.h): those of earlier versions are served
 * beside this program's own, and its own is kept for later ones. Blocking; for one thread.
 */

enum { EDITIONS_MAX = 4 }; /* earlier ones; of more, the longest unused are deleted */

struct editions {
    struct edition *all[EDITIONS_MAX];
    size_t count;
};

/* Loads the others. Warns of what cannot be read, and skips it. */
void editions_load(struct editions *editions, const char *directory);
void editions_release(struct editions *editions);

/* Keeps this program's own, as the one used last, and deletes what is too much. Does nothing where the
 * directory does not exist; warns where it cannot be written. */
void editions_save(const char *directory);

#endif
