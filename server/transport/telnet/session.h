#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_SESSION_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/catalog.h"
#include "server/config/config.h"
#include "server/transport/accept/places.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/turns.h"
#include "server/transport/base/wheel.h"

/*
 * The telnet sessions of one reactor: connections up to a fixed number, each driving one telnet
 * machine with the ring's completions.
 *
 * A session has at most one multishot receive, one send and one cancellation in flight. It keeps
 * track of the first two; its slot is used again only when both have completed.
 */

struct sessions;

/* What the sessions work with; all of it outlives them. */
struct session_surroundings {
    struct ring *ring;
    struct wheel *wheel;
    struct turns *turns;
    const struct catalog *catalog;
    const struct config_live *settings;
    struct counters *counters;
    const struct access_notes *notes;
    struct places *places; /* of the sockets, given back when a session ends */
};

/* Returns NULL when memory ran out. */
struct sessions *sessions_new(const struct session_surroundings *surroundings, uint32_t capacity);
/* Closes every socket that is left. The ring must be gone or never be waited for again. */
void sessions_free(struct sessions *sessions);

/* Begins a session on a connected socket, which it owns from here on. Returns false when the pool is
 * full: the socket remains the caller's. */
bool session_open(struct sessions *sessions, int socket);

/* A completion whose token is RING_RECEIVE, RING_SEND or RING_CANCEL. */
void session_complete(struct sessions *sessions, const struct ring_completion *completion);

/* A deadline of DEADLINE_SESSION has passed. */
void session_expire(struct sessions *sessions, struct deadline *deadline);

/* The catalog has changed: queries that waited for the index go on. */
void sessions_awake(struct sessions *sessions);

/* A session that queued has its turn (TURN_SESSION), which turns_next() has begun. */
void session_turn(struct turn *turn);

/* The daemon stops: each session answers the lines that it has received, and one more that comes within
 * a second of the last; then it ends. Idle ones end now. After half of shutdown_seconds no further line
 * is answered, so that replies to the lines before it can end within the other half. */
void sessions_drain(struct sessions *sessions);
/* Ends all of them now. */
void sessions_abort(struct sessions *sessions);

/* Frees memory that no session has needed since the last call: that of sessions that have ended, and
 * send buffers. Not from within another call of this module. */
void sessions_trim(struct sessions *sessions);

/* Sessions whose slot is in use, until their last completion. */
uint32_t sessions_count(const struct sessions *sessions);

#endif
