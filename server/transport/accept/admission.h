#ifndef CHARFINDER_SERVER_TRANSPORT_ACCEPT_ADMISSION_H
#define CHARFINDER_SERVER_TRANSPORT_ACCEPT_ADMISSION_H

#include <stdint.h>

#include "server/config/config.h"
#include "server/transport/accept/listener.h"
#include "server/transport/accept/places.h"
#include "server/transport/accept/proxied.h"
#include "server/transport/accept/refusals.h"
#include "server/transport/base/clients.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/wheel.h"

/*
 * Whether a connection that was accepted is served: its address has a place left. Where a PROXY header
 * precedes the connection, that is read first, so that the address is the client's. Only trusted
 * proxies may connect there: it is never guessed whether a header has come.
 *
 * It belongs to the thread that accepts. Not thread-safe.
 */

struct admission;

/* What it works with; all of it outlives it. */
struct admission_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    struct places *places;
    struct clients *clients;
    const struct config_live *settings; /* trusted_proxies, header_seconds */
    uint32_t first_slot;                /* of RING_POLL tokens; PROXIED_MAX are its */
};

enum admission_outcome {
    ADMISSION_PENDING, /* it is not the caller's: a header is awaited, or it has ended and is closed */
    ADMISSION_GRANTED, /* the socket is the caller's, and is to be served */
    ADMISSION_REFUSED, /* the socket is the caller's, and is not to be served: the cause says why */
};

struct applicant {
    int socket;
    enum listener_service service;
    enum refusal cause;
};

/* Returns NULL when memory ran out. */
struct admission *admission_new(const struct admission_surroundings *surroundings);
/* Closes the sockets that wait. The ring must be gone or never be waited for again. */
void admission_free(struct admission *admission); /* NULL is allowed */

/* A socket that was accepted on the listener. */
enum admission_outcome admission_apply(struct admission *admission, const struct listener *listener,
                                       struct applicant *applicant);

/* A completion whose token is RING_POLL with a slot of its. Sets the applicant. */
enum admission_outcome admission_complete(struct admission *admission,
                                          const struct ring_completion *completion,
                                          struct applicant *applicant);

/* A deadline of DEADLINE_PROXIED has passed. */
void admission_expire(struct deadline *deadline);

/* The daemon stops: headers that are awaited have to come within a second. */
void admission_leave(struct admission *admission);

/* Connections whose header is awaited. */
uint32_t admission_count(const struct admission *admission);

#endif
