#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPTOR_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPTOR_H

#include <stddef.h>

#include "server/base/limits.h"
#include "server/transport/listener.h"
#include "server/transport/ring.h"
#include "server/transport/wheel.h"

/*
 * Accepts on every listener, and deals the sockets out to the reactors in turn, each service by
 * itself. It belongs to the reactor with number 0 and works on its ring. The other reactors get their
 * sockets as RING_HANDOVER completions; the token's slot is the service.
 */

struct acceptor;

/* What it works with; all of it outlives it. */
struct acceptor_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    const struct listener *listeners; /* at most LISTENERS_MAX */
    size_t listener_count;
    int rings[LIMIT_REACTORS]; /* descriptors of the reactors' rings, by number */
    unsigned reactor_count;
};

/* Returns NULL when memory ran out. */
struct acceptor *acceptor_new(const struct acceptor_surroundings *surroundings);
void acceptor_free(struct acceptor *acceptor); /* NULL is allowed */

void acceptor_start(struct acceptor *acceptor);

/* Ends accepting, and dealing: a socket that is accepted before the end has completed is returned by
 * acceptor_complete(), because the other reactors may have ended. Further calls do nothing. */
void acceptor_stop(struct acceptor *acceptor);

/* A completion whose token is RING_ACCEPT or RING_MESSAGE. Returns a socket that reactor 0 itself has
 * to serve, and owns, with its service; or -1. */
int acceptor_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                      enum listener_service *service);

/* A deadline of DEADLINE_ACCEPT has passed. */
void acceptor_expire(struct acceptor *acceptor, struct deadline *deadline);

#endif
