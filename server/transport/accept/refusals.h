#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_REFUSALS_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_REFUSALS_H

#include <stdint.h>

#include "server/answers/catalog.h"
#include "server/transport/accept/listener.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"

/*
 * Clients that are not served: each is told why, in the words of its service, and its socket lingers.
 * Unread input at close() makes the kernel send RST, which can destroy the message on its way. So our
 * side is shut, and what the client sends is dropped until it closes or a deadline passes.
 *
 * One of them for each reactor. Not thread-safe.
 */

struct refusals;

enum refusal {
    REFUSAL_FULL,      /* the service has as many connections as it may have */
    REFUSAL_ADDRESS,   /* the client's address has */
    REFUSAL_UNTRUSTED, /* it is not a trusted proxy, and has come where only these may */
    REFUSAL_HEADER,    /* it is one, and has sent no valid PROXY header */
    REFUSAL_CAUSES
};

/* What they work with; all of it outlives them. */
struct refusals_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    struct counters *counters;
    uint32_t first_slot; /* of RING_POLL tokens; REFUSALS_MAX are theirs */
};

enum { REFUSALS_MAX = 1024 }; /* sockets that linger; more are closed at once */

/* Returns NULL when memory ran out. */
struct refusals *refusals_new(const struct refusals_surroundings *surroundings);
/* Closes every socket that is left. The ring must be gone or never be waited for again. */
void refusals_free(struct refusals *refusals); /* NULL is allowed */

/* Refuses a connected socket, which it owns from here on. */
void refusals_begin(struct refusals *refusals, enum listener_service service, int socket,
                    enum refusal cause);

/* A completion whose token is RING_POLL with a slot of theirs. */
void refusals_complete(struct refusals *refusals, const struct ring_completion *completion);

/* A deadline of DEADLINE_REFUSAL has passed. */
void refusals_expire(struct refusals *refusals, struct deadline *deadline);

/* Ends all of them now. */
void refusals_abort(struct refusals *refusals);

/* Sockets that linger. */
uint32_t refusals_count(const struct refusals *refusals);

#endif
