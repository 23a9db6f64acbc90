#ifndef CHARFINDER_SERVER_TRANSPORT_TELNET_SESSION_H
#define CHARFINDER_SERVER_TRANSPORT_TELNET_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/answers/catalog.h"
#include "server/config/config.h"
#include "server/transport/accept/places.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/base/peer.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/turns.h"
#include "server/transport/base/wheel.h"
#include "server/transport/telnet/conversation.h"
#include "server/transport/telnet/patience.h"
#include "server/transport/telnet/send_buffers.h"

/*
 * One telnet session: a connection that drives a telnet machine with the ring's completions. All
 * sessions of a reactor are in sessions.h, which has their memory and their slots.
 *
 * A session has at most one multishot receive, one send and one cancellation in flight. It keeps
 * track of the first two, and has ended only when both have completed.
 */

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

struct session;

/* What the sessions of one reactor have in common, and their owner sets. */
struct session_common {
    struct session_surroundings around;
    struct send_buffers buffers;
    bool draining;      /* the daemon stops */
    uint64_t last_line; /* then no further line is answered; in the wheel's time */
    /* The session has ended: it is not used any more, and its slot is free. */
    void (*ended)(struct session_common *common, struct session *session);
};

enum session_state {
    SESSION_FREE,
    SESSION_OPEN,
    SESSION_LINGERING, /* the last reply is sent and our side shut; the client has to close */
    SESSION_CLOSING,   /* both sides are shut; operations in flight have to complete */
};

/* The members are this module's own. */
struct session {
    enum session_state state;
    int socket;
    uint32_t slot, generation;
    bool receiving;  /* a multishot receive is in flight */
    bool cancelling; /* and has been asked to end */
    bool sending;    /* a send is in flight */
    bool parting;    /* its turn decides whether it ends */
    struct conversation conversation;
    char *output; /* of send_buffers while a reply is on its way, else NULL */
    uint32_t output_size, output_sent;
    struct peer_watch watch; /* while a send is in flight */
    struct deadline deadline;
    uint64_t since; /* microseconds: what it is working on came; 0: it waits for its client */
    struct patience patience;
    struct session_common *common;
    struct session *next; /* the owner's, when it has ended */
};

/* Begins on a connected socket, which it owns from here on. It may have ended when this returns. */
void session_begin(struct session *session, struct session_common *common, int socket,
                   uint32_t slot, uint32_t generation);

/* A completion of this session: RING_RECEIVE, RING_SEND or RING_CANCEL. */
void session_complete(struct session *session, const struct ring_completion *completion);

/* A deadline of DEADLINE_SESSION has passed. */
void session_expire(struct deadline *deadline);

/* A session that queued has its turn (TURN_SESSION), which turns_next() has begun. */
void session_turn(struct turn *turn);

/* The catalog has changed: a query that waited for the index goes on. */
void session_awake(struct session *session);

/* The daemon stops (common->draining): it answers the lines that it has received, and one more that
 * comes within a second of the last; then it ends. */
void session_drain(struct session *session);

/* Ends it now, when what is in flight has completed. */
void session_abort(struct session *session);

/* Ends it at once. The ring must be gone or never be waited for again. */
void session_release(struct session *session);

#endif
