#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_CLOCK_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_CLOCK_H

#include <stdint.h>

/*
 * The clock of a test program: it moves when the test says so, and only then.
 */

enum { SCRIPTED_CLOCK_START = 1000000 }; /* milliseconds, after a reset */

void scripted_clock_reset(void);
void scripted_clock_pass(uint64_t milliseconds);

#endif
