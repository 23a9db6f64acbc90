#ifndef CHARFINDER_SERVER_BASE_CLOCK_H
#define CHARFINDER_SERVER_BASE_CLOCK_H

#include <stdint.h>

/*
 * The clock for all deadlines and durations. Tests link their own instead.
 */

/* Milliseconds since an arbitrary time. Never goes back. Thread-safe. */
uint64_t clock_now(void);

#endif
