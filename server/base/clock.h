#ifndef CHARFINDER_SERVER_BASE_CLOCK_H
#define CHARFINDER_SERVER_BASE_CLOCK_H

#include <stdint.h>

/*
 * The clock for all deadlines and durations. Tests link their own instead.
 */

/* Milliseconds since an arbitrary time. Never goes back. Thread-safe. */
uint64_t clock_now(void);

/* Milliseconds since 1970, by the clock of the wall, which may be set. */
uint64_t clock_wall(void);

/* The clock of clock_now() in microseconds, for what is measured. */
uint64_t clock_microseconds(void);

#endif
