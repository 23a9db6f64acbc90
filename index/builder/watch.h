#ifndef CHARFINDER_INDEX_BUILDER_WATCH_H
#define CHARFINDER_INDEX_BUILDER_WATCH_H

#include <stdint.h>

#include "index/builder/progress.h"

/*
 * Reports the progress of a build. Work of known size takes its share of the thousandths, and is
 * cancelled as soon as the callback refuses. Not thread-safe.
 */

/* When the pieces of work end, in thousandths, as measured with English alone. */
enum {
    WATCH_UNTIL_CHARACTERS = 150,
    WATCH_UNTIL_TEXTS = 500,
    WATCH_UNTIL_SETTLED = 550,
    WATCH_UNTIL_PROMINENCE = 600,
    WATCH_UNTIL_WRITTEN = 950,
    WATCH_UNTIL_THE_END = 1000,
};

struct watch {
    build_progress progress;
    void *context;
    unsigned from, to; /* thousandths: the share of the current work */
    uint32_t of;       /* its estimated number of steps */
    uint32_t done;
};

/* Begins the next piece of work, of about `steps` steps, which ends at `to` thousandths. Returns 0
 * or -ECANCELED. */
int watch_begin(struct watch *watch, unsigned to, uint32_t steps);

/* One step is done. Returns 0 or -ECANCELED. */
int watch_step(struct watch *watch);

#endif
