#ifndef CHARFINDER_INDEX_BUILDER_WATCH_H
#define CHARFINDER_INDEX_BUILDER_WATCH_H

#include <stdint.h>

#include "index/builder/progress.h"

/*
 * Keeps those who wait for a build informed: work of known size takes its share of the
 * thousandths, and is given up as soon as they no longer wait.
 */

struct watch {
    build_progress progress;
    void *context;
    unsigned from, to; /* thousandths: the share of what is being done */
    uint32_t of;       /* its steps, about */
    uint32_t done;
};

/* The next piece of work, of about so many steps, ends at that many thousandths. Returns 0 or
 * -ECANCELED. */
int watch_begin(struct watch *watch, unsigned to, uint32_t steps);

/* One step is done. Returns 0 or -ECANCELED. */
int watch_step(struct watch *watch);

#endif
