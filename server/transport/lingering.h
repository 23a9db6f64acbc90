#ifndef CHARFINDER_SERVER_TRANSPORT_LINGERING_H
#define CHARFINDER_SERVER_TRANSPORT_LINGERING_H

#include "server/transport/wheel.h"

/*
 * Sockets whose last reply has been sent to a client that may still be sending.
 *
 * Closing such a socket makes the kernel send RST, which destroys the reply on its way. So our side is
 * shut, and what still comes is read and dropped until the client closes its side, or LINGERING_MS have
 * passed. When LINGERING_MAX linger, the one that has for the longest time is closed for a new one. Not
 * thread-safe.
 */

enum { LINGERING_MAX = 64, LINGERING_MS = 2000 };

struct lingering_socket {
    int socket;               /* -1: none */
    unsigned looked;          /* how often it was looked at */
    struct deadline deadline; /* DEADLINE_LINGERING */
};

struct lingering {
    struct wheel *wheel; /* borrowed */
    unsigned next;       /* the place of the next one: the oldest, or free */
    struct lingering_socket sockets[LINGERING_MAX];
};

void lingering_init(struct lingering *lingering, struct wheel *wheel);
/* Closes whatever is left. */
void lingering_release(struct lingering *lingering);

/* Takes over the socket. */
void lingering_add(struct lingering *lingering, int socket);

/* A deadline of DEADLINE_LINGERING has passed. */
void lingering_expire(struct lingering *lingering, struct deadline *deadline);

#endif
