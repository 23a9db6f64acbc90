#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_REACTORS_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_REACTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "server/base/limits.h"
#include "server/config/config.h"
#include "server/transport/accept/listener.h"
#include "server/transport/base/ring.h"
#include "server/transport/reactors.h"

/*
 * Reactors whose rings are scripted: their threads run one at a time, a turn at a time, when the
 * test says so.
 */

struct scripted_reactors {
    struct reactors *reactors;
    struct config config;
    struct listener listeners[LISTENER_SERVICES];
    bool running[LIMIT_REACTORS];
};

/* Makes them and starts the threads; the index is there. Returns what reactors_start() did. */
int scripted_reactors_start(struct scripted_reactors *scripted, unsigned threads,
                            struct reason *reason);
/* The threads must have ended. */
void scripted_reactors_free(struct scripted_reactors *scripted);

/* The ring of a reactor, by the reactor's number. */
struct ring *scripted_reactors_ring(const struct scripted_reactors *scripted, unsigned number);
/* One turn of a reactor that is running, in which ring_wait() returns the result. */
void scripted_reactors_turn(struct scripted_reactors *scripted, unsigned number, int result);

/* Turns all of them, with every operation completing that can, until none has anything to do. Aborts
 * the program where that takes more turns than `most`. Returns how many it took. */
size_t scripted_reactors_settle(struct scripted_reactors *scripted, size_t most);

/* A client is accepted. Returns the client's end. */
int scripted_reactors_connect(struct scripted_reactors *scripted, enum listener_service service);

/* Aborts what runs, and waits for the threads. */
void scripted_reactors_stop(struct scripted_reactors *scripted);

#endif
