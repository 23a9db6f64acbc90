#ifndef CHARFINDER_SERVER_TRANSPORT_REACTOR_H
#define CHARFINDER_SERVER_TRANSPORT_REACTOR_H

#include <stdint.h>

#include "server/transport/reactor_parts.h"

/*
 * Runs a reactor (reactor_parts.h) in the thread that calls it.
 *
 * Reactor 0 also accepts, for both services, and deals the sockets out in turn. It ends last, and
 * serves the sockets that were on their way to a reactor that has ended.
 */

/* Serves until the order to end is carried out. The reactor is open. Returns 0, or -errno when the ring or
 * accepting has failed, which the log then tells. */
int reactor_run(struct reactor *reactor);

/* How many turns there were, and how many rounds of housekeeping. Thread-safe. */
uint64_t reactor_turned(const struct reactor *reactor);
uint64_t reactor_tidied(const struct reactor *reactor);

#endif
