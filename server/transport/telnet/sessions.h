#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_SESSIONS_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_SESSIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/transport/telnet/session.h"

/*
 * The telnet sessions of one reactor: up to a fixed number, found by the tokens of their completions.
 * Not thread-safe.
 */

struct sessions;

/* Returns NULL when memory ran out. */
struct sessions *sessions_new(const struct session_surroundings *surroundings, uint32_t capacity);
/* Closes every socket that is left. The ring must be gone or never be waited for again. */
void sessions_free(struct sessions *sessions);

/* Begins a session on a connected socket, which it owns from here on. Returns false when the pool is
 * full: the socket remains the caller's. */
bool sessions_open(struct sessions *sessions, int socket);

/* A completion whose token is RING_RECEIVE, RING_SEND or RING_CANCEL: for its session, if it is not of
 * an earlier one. */
void sessions_complete(struct sessions *sessions, const struct ring_completion *completion);

/* The catalog has changed: queries that waited for the index go on. */
void sessions_awake(struct sessions *sessions);

/* The daemon stops: each session answers the lines that it has received, and one more that comes within
 * a second of the last; then it ends. Idle ones end now. After half of shutdown_seconds no further line
 * is answered, so that replies to the lines before it can end within the other half. */
void sessions_drain(struct sessions *sessions);
/* Ends all of them now. */
void sessions_abort(struct sessions *sessions);

/* Frees memory that no session has needed since the last call: that of sessions that have ended, and
 * send buffers. Not from within another call of this module or of a session. */
void sessions_trim(struct sessions *sessions);

/* Sessions whose slot is in use, until their last completion. */
uint32_t sessions_count(const struct sessions *sessions);

#endif
