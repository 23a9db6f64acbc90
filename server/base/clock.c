/*
 * CLOCK_MONOTONIC in milliseconds. It is a separate module so that a test of deadlines can define
 * clock_now() and advance the time by hand.
 */

#include "server/base/clock.h"

#include <time.h>

uint64_t clock_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
