#ifndef CHARFINDER_SERVER_BASE_CLOCK_H
#define CHARFINDER_SERVER_BASE_CLOCK_H

#include <stdint.h>

/*
 * The clock of every deadline and duration. Tests link one of their own in its place.
 */

/* Milliseconds since an arbitrary moment. Never goes back. Thread-safe. */
uint64_t clock_now(void);

#endif
