#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_ACCEPTOR_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_ACCEPTOR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "server/base/limits.h"
#include "server/transport/accept/admission.h"
#include "server/transport/accept/listener.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"

/*
 * Accepts on every listener, and deals the sockets out to the reactors in turn, each service by
 * itself. It belongs to the reactor with number 0 and works on its ring. The other reactors get their
 * sockets as RING_HANDOVER completions; the token's slot is the service. They acknowledge each one in
 * `taken`, because a reactor may end while a socket is on its way, which reactor 0 then serves.
 *
 * A client that is not admitted (admission.h) is not dealt: reactor 0 refuses it.
 */

struct acceptor;

/* Sockets on their way to other reactors: a full accept queue (SOMAXCONN). The rest of a longer burst
 * is served by reactor 0. */
enum { HANDOVERS_MAX = 4096 };

/* What it works with; all of it outlives it. */
struct acceptor_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    struct admission_surroundings admission;
    struct listener *listeners; /* at most LISTENERS_MAX; used only by the acceptor meanwhile */
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
    bool refused;       /* it is not to be served: */
    enum refusal cause; /* why */
};

/* Returns NULL when memory ran out. */
struct acceptor *acceptor_new(const struct acceptor_surroundings *surroundings);
void acceptor_free(struct acceptor *acceptor); /* NULL is allowed */

void acceptor_start(struct acceptor *acceptor);

/* Ends accepting and dealing: a socket that is accepted before the end has completed arrives at reactor
 * 0, because the other reactors may have ended. So do the clients that wait in the queue of a listener,
 * which then stops listening; those of an adopted one are left to the next daemon. Further calls do
 * nothing. */
void acceptor_stop(struct acceptor *acceptor);

/* The same at once, for a reactor that has failed: clients in a queue are reset. */
void acceptor_abandon(struct acceptor *acceptor);

/* Has it stopped, and has everything of it completed? No socket comes or is on its way any more. */
bool acceptor_rests(const struct acceptor *acceptor);

/* Accepting has failed for good on a listener: -errno, and the log says why. 0: it has not. */
int acceptor_error(const struct acceptor *acceptor);

/* A completion whose token is RING_ACCEPT or RING_MESSAGE, or RING_POLL with one of its slots. Returns
 * whether a socket has arrived. */
bool acceptor_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                       struct arrival *arrival);

/* Once in each turn, until false: forgets sockets that were taken. Returns whether there is one that a
 * reactor has not taken before its end, or one from the queue of a listener that is about to stop, and
 * that has arrived here instead. */
bool acceptor_left(struct acceptor *acceptor, struct arrival *arrival);

/* Does a listener pause now, because descriptors or memory are short, or accepting is not permitted? */
bool acceptor_pauses(const struct acceptor *acceptor);

/* A deadline of DEADLINE_ACCEPT or DEADLINE_PROXIED has passed. */
void acceptor_expire(struct acceptor *acceptor, struct deadline *deadline);

#endif
