#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_CONNECTION_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "server/access/entry.h"
#include "server/answers/counters.h"
#include "server/config/config.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/base/clients.h"
#include "server/transport/base/peer.h"
#include "server/transport/base/turns.h"
#include "server/transport/base/wheel.h"
#include "server/transport/http/http_date.h"

/*
 * The HTTP connections of one reactor: what each is waiting for, how long it may, and whose turn it is.
 *
 * The HTTP library owns the sockets. A connection that has waited too long is shut down here, and
 * the library then finds its end as it finds any other.
 */

struct MHD_Connection;
struct api_reply;

enum connection_phase {
    CONNECTION_NEW,   /* no request has come yet */
    CONNECTION_HEAD,  /* a request has begun: the rest of its head is awaited */
    CONNECTION_TURN,  /* a request has come, but others are served first */
    CONNECTION_AWAIT, /* what it asks for is being made */
    CONNECTION_REPLY, /* the reply is on its way */
    CONNECTION_REST,  /* between two requests, for a moment */
    CONNECTION_IDLE,  /* between two requests, for longer */
    CONNECTION_PHASES
};

enum {
    CONNECTIONS_BEGUN = 64,
    AWAIT_MS = 8000, /* a request waits for what is being made; makers of previews wait longer */
    AWAIT_LOOK_MS = 100, /* between two looks whether it has been made */
    AWAITING_MAX = 64,   /* requests of a reactor that wait for it */
};

struct connections {
    struct wheel *wheel;                /* borrowed */
    struct turns *turns;                /* borrowed */
    const struct config_live *settings; /* borrowed */
    const struct clients *clients;      /* borrowed; set by the owner */
    struct http_date date;              /* of replies that begin now; set by the owner */
    struct connection *first;
    struct connection *oldest, **youngest; /* those between two requests, the longest idle first */
    uint32_t in_phase[CONNECTION_PHASES];  /* how many are in each */
    bool leaving;                          /* each reply is the last of its connection */
    bool draining;                         /* the same, and idle ones end */
    unsigned deferred; /* how many had to queue for their turn; reset by the owner */
    bool worked;       /* one has worked; reset by the owner */
    bool awaits;       /* one was asked that waits for what is being made; reset by the owner */
    struct connection *called; /* its turn has begun, and it has not worked yet */
    /* Those that have begun a request last, in a circle; NULL where one was closed. */
    struct connection *begun[CONNECTIONS_BEGUN];
    unsigned begun_last; /* counts on; its place is the remainder */
};

/* A connection, with the one request that it can be serving. */
struct connection {
    struct connections *all;
    int socket; /* borrowed */
    enum connection_phase phase;
    struct MHD_Connection *library; /* the library's own; borrowed */
    unsigned begun;                 /* its place in the circle of those that have begun */
    bool proxied;                   /* its peer is a trusted proxy */
    bool seen;    /* the library has called the handler for this request, or was kept from it */
    bool probed;  /* the library was asked for memory for this request */
    bool awaited; /* this request has waited for what is being made */
    struct request_account account; /* of the request */
    struct api_reply *reply; /* to the request, while it is being made; the request's to release */
    /* Of the request, as it came, with a NUL. Its memory is used again, until the connection is idle. */
    struct buffer target;
    struct turn turn;
    struct peer_watch watch;
    struct deadline deadline;
    struct connection *next, **link;
    struct connection *younger, **older; /* among those between two requests; else older is NULL */
};

void connections_init(struct connections *connections, struct wheel *wheel, struct turns *turns,
                      const struct config_live *settings);

/* A connected socket that waits for its first request. Returns NULL when memory ran out. */
struct connection *connection_new(struct connections *connections, int socket);
/* The socket has been closed, or will be at once. */
void connection_free(struct connection *connection);

/* A request has begun. Copies its target; returns false when memory ran out. */
bool connection_begin(struct connection *connection, const char *target);
size_t connection_target_size(const struct connection *connection); /* without the NUL */

/* Is it its turn to work, on a reply or on the next piece of one? If not, it queues, and the library
 * has to ask again. */
bool connection_may_work(struct connection *connection);
/* It has worked for that many steps. */
void connection_worked(struct connection *connection, int64_t steps);

/* A request that is not answered yet: it waits for its turn, for as long as that takes. */
void connection_wait(struct connection *connection);
/* What it asks for is being made: looks again in AWAIT_LOOK_MS. Returns false if it has waited for AWAIT_MS, or if
 * AWAITING_MAX others do: then it gets the reply that there is. */
bool connection_await(struct connection *connection);
/* Is it too early to look? */
bool connection_awaits(struct connection *connection);
/* Its reply is on its way, and then: has been sent. */
void connection_reply(struct connection *connection);
void connection_rest(struct connection *connection);

/* A deadline of DEADLINE_HTTP has passed. */
void connection_expire(struct connections *connections, struct deadline *deadline);

/* Ends up to `most` connections, the longest idle first, except those that have sent something since.
 * Returns how many. */
uint32_t connections_end_idle(struct connections *connections, uint32_t most);

/* The daemon stops: every connection ends after its next reply. One that sends no request any more ends
 * when it has been silent for a second, since its last reply or since it was opened: a client that has
 * just been served may be sending the next request already, and would not know whether it was served. */
void connections_drain(struct connections *connections);

#endif
