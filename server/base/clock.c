/*
 * CLOCK_MONOTONIC in milliseconds. It is a module of its own because a program that tests
 * deadlines defines clock_now() itself and moves the time by hand.
 */

#include "server/base/clock.h"

#include <time.h>

uint64_t clock_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
