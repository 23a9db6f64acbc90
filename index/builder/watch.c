/*
 * Converts steps into thousandths.
 */

#include "index/builder/watch.h"

#include <errno.h>

enum { STEPS_PER_CALL = 512 }; /* steps between two calls: some milliseconds at most */

static int report(const struct watch *watch, unsigned permille)
{
    return watch->progress(watch->context, permille) ? 0 : -ECANCELED;
}

int watch_begin(struct watch *watch, unsigned to, uint32_t steps)
{
    watch->from = watch->to;
    watch->to = to;
    watch->of = steps;
    watch->done = 0;
    return report(watch, watch->from);
}

int watch_step(struct watch *watch)
{
    uint64_t share = watch->to - watch->from;

    watch->done++;
    if (watch->done % STEPS_PER_CALL != 0)
        return 0;
    /* More steps than expected: the next piece of work continues from there. */
    if (watch->done > watch->of)
        return report(watch, watch->to);
    return report(watch, watch->from + (unsigned)(share * watch->done / watch->of));
}
