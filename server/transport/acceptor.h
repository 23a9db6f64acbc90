#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPTOR_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPTOR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "server/base/limits.h"
#include "server/transport/listener.h"
#include "server/transport/places.h"
#include "server/transport/ring.h"
#include "server/transport/wheel.h"

/*
 * Accepts on every listener, and deals the sockets out to the reactors in turn, each service by
 * itself. It belongs to the reactor with number 0 and works on its ring. The other reactors get their
 * sockets as RING_HANDOVER completions; the token's slot is the service. They acknowledge each one in
 * `taken`, because a reactor may end while a socket is on its way: that is reactor 0's then.
 *
 * A client whose address has all its places is not dealt: reactor 0 refuses it.
 */

struct acceptor;

/* Sockets on their way to other reactors: a full accept queue (SOMAXCONN). The rest of a longer burst
 * is served by reactor 0. */
enum { HANDOVERS_MAX = 4096 };

/* What it works with; all of it outlives it. */
struct acceptor_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    struct places *places;
    struct listener *listeners; /* at most LISTENERS_MAX; nobody else uses them meanwhile */
    size_t listener_count;
    int rings[LIMIT_REACTORS]; /* descriptors of the reactors' rings, by number */
    unsigned reactor_count;
    const atomic_bool *ended; /* of each reactor: it takes no more sockets */
    atomic_bool
        *taken; /* HANDOVERS_MAX of them, by the generation of the token: a reactor has it */
};

/* A socket that reactor 0 owns from here on. */
struct arrival {
    int socket;
    enum listener_service service;
    bool refused; /* its address has all its places */
};

/* Returns NULL when memory ran out. */
struct acceptor *acceptor_new(const struct acceptor_surroundings *surroundings);
void acceptor_free(struct acceptor *acceptor); /* NULL is allowed */

void acceptor_start(struct acceptor *acceptor);

/* Ends accepting, dealing and listening: a socket that is accepted before the end has completed
 * arrives at reactor 0, because the other reactors may have ended. Further calls do nothing. */
void acceptor_stop(struct acceptor *acceptor);

/* Has it stopped, and has everything of it completed? No socket comes or is on its way any more. */
bool acceptor_rests(const struct acceptor *acceptor);

/* Accepting has failed for good on a listener: -errno, and the log says why. 0: it has not. */
int acceptor_error(const struct acceptor *acceptor);

/* A completion whose token is RING_ACCEPT or RING_MESSAGE. Returns whether a socket has arrived. */
bool acceptor_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                       struct arrival *arrival);

/* Once in each turn, until false: forgets sockets that were taken. Returns whether there is one that a
 * reactor has not taken before its end, and that has arrived here instead. */
bool acceptor_left(struct acceptor *acceptor, struct arrival *arrival);

/* A deadline of DEADLINE_ACCEPT has passed. */
void acceptor_expire(struct acceptor *acceptor, struct deadline *deadline);

#endif
