/*
 * Steps into thousandths.
 */

#include "index/builder/watch.h"

#include <errno.h>

enum { STEPS_UNTOLD = 512 }; /* steps between two calls: some milliseconds at most */

static int tell(const struct watch *watch, unsigned permille)
{
    return watch->progress(watch->context, permille) ? 0 : -ECANCELED;
}

int watch_begin(struct watch *watch, unsigned to, uint32_t steps)
{
    watch->from = watch->to;
    watch->to = to;
    watch->of = steps;
    watch->done = 0;
    return tell(watch, watch->from);
}

int watch_step(struct watch *watch)
{
    uint64_t share = watch->to - watch->from;

    watch->done++;
    if (watch->done % STEPS_UNTOLD != 0)
        return 0;
    /* More steps than were expected: the next piece of work goes on from there. */
    if (watch->done > watch->of)
        return tell(watch, watch->to);
    return tell(watch, watch->from + (unsigned)(share * watch->done / watch->of));
}
