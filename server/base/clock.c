/*
 * CLOCK_MONOTONIC, and CLOCK_REALTIME for what people read. It is a separate module so that a test of
 * deadlines can define its functions and advance the time by hand.
 */

#include "server/base/clock.h"

#include <time.h>

uint64_t clock_wall(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

uint64_t clock_microseconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

uint64_t clock_now(void)
{
    return clock_microseconds() / 1000;
}
