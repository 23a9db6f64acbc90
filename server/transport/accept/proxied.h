#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_PROXIED_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_PROXIED_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "server/config/config.h"
#include "server/transport/accept/listener.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"

/*
 * Connections of trusted proxies whose PROXY header has not come yet. Only the header is read: what
 * follows it is left in the socket, for the service that follows.
 *
 * They belong to the thread that accepts. Not thread-safe.
 */

struct proxied;

enum { PROXIED_MAX = 4096 }; /* connections that wait at a time: a full accept queue */

/* What they work with; all of it outlives them. */
struct proxied_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    const struct config_live *settings; /* header_seconds */
    uint32_t first_slot;                /* of RING_POLL tokens; PROXIED_MAX are theirs */
};

enum proxied_outcome {
    PROXIED_WAITING, /* more of the header has to come */
    PROXIED_ARRIVED, /* the header has come: the socket is the caller's from here on */
    PROXIED_REFUSED, /* something else has come; the socket is the caller's */
    PROXIED_FULL,    /* PROXIED_MAX wait already; the socket is the caller's */
    PROXIED_GONE,    /* it has ended, and the socket is closed */
};

struct proxied_connection {
    int socket;
    enum listener_service service;
    bool named;                     /* the header names the client; else it is the peer */
    struct sockaddr_storage client; /* where it is named */
    const char *problem;            /* PROXIED_REFUSED: what is wrong with the header; static */
};

/* Returns NULL when memory ran out. */
struct proxied *proxied_new(const struct proxied_surroundings *surroundings);
/* Closes every socket that is left. The ring must be gone or never be waited for again. */
void proxied_free(struct proxied *proxied); /* NULL is allowed */

/* A connected socket, which is this module's until an outcome says otherwise. Sets the connection
 * except with PROXIED_WAITING and PROXIED_GONE. */
enum proxied_outcome proxied_begin(struct proxied *proxied, enum listener_service service,
                                   int socket, struct proxied_connection *connection);

/* A completion whose token is RING_POLL with a slot of theirs. */
enum proxied_outcome proxied_complete(struct proxied *proxied,
                                      const struct ring_completion *completion,
                                      struct proxied_connection *connection);

/* A deadline of DEADLINE_PROXIED has passed. */
void proxied_expire(struct deadline *deadline);

/* The daemon stops: their headers have to come within a second from here on. */
void proxied_leave(struct proxied *proxied);

/* Connections that wait. */
uint32_t proxied_count(const struct proxied *proxied);

#endif
