#ifndef CHARFINDER_SERVER_BASE_CLOCK_H
#define CHARFINDER_SERVER_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Now, in milliseconds of CLOCK_MONOTONIC: the time of every deadline and duration. */
static inline uint64_t clock_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

#endif
