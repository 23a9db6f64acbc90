#ifndef CHARFINDER_SERVER_TRANSPORT_REACTOR_PARTS_H
#define CHARFINDER_SERVER_TRANSPORT_REACTOR_PARTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "server/answers/catalog.h"
#include "server/base/limits.h"
#include "server/config/config.h"
#include "server/fonts/fonts.h"
#include "server/indexer/indexer.h"
#include "server/transport/accept/acceptor.h"
#include "server/transport/accept/listener.h"
#include "server/transport/accept/places.h"
#include "server/transport/accept/refusals.h"
#include "server/transport/base/access_notes.h"
#include "server/transport/base/clients.h"
#include "server/transport/base/live_settings.h"
#include "server/transport/base/ring.h"
#include "server/transport/base/turns.h"
#include "server/transport/base/wheel.h"
#include "server/transport/housekeeping.h"
#include "server/transport/http/http.h"
#include "server/transport/telnet/sessions.h"

/*
 * What a reactor consists of: a ring, sessions, an HTTP service, and what these work with. reactor.h runs
 * it. reactor_open() and reactor_close() are called by the thread that runs it.
 */

/* What all of them work with; it outlives them. */
struct reactors_surroundings {
    const struct config *config; /* its live part is not read after the start */
    struct listener *listeners;  /* used by reactor 0 alone until all have ended */
    size_t listener_count;
    const struct process_figures *process;
    struct access_log *access;       /* or NULL */
    uint64_t started;                /* CLOCK_MONOTONIC in milliseconds */
    struct edition *const *editions; /* as in the catalog */
    size_t edition_count;
    struct fonts *fonts; /* or NULL */
};

/* What the main thread has ordered; it only rises. */
enum order {
    ORDER_RUN,
    ORDER_LEAVE, /* serve on, and have clients go elsewhere */
    ORDER_DRAIN,
    ORDER_ABORT,
};

/* What the reactors share, beside the immutable index. It outlives them. */
struct reactors_shared {
    struct reactors_surroundings around;
    struct indexer *indexer;
    struct live_settings live;
    struct places *places;
    struct clients *clients;
    unsigned count; /* of reactors */
    atomic_int order;
    atomic_uint reliefs; /* ordered so far; wraps */
    /* By number of the reactor. */
    int wakes[LIMIT_REACTORS]; /* eventfds: written after an order, when the index is
                               another and when settings have changed */
    int rings[LIMIT_REACTORS]; /* descriptors of the rings of those that are open */
    struct counters counters[LIMIT_REACTORS];
    atomic_bool ended[LIMIT_REACTORS]; /* takes no more sockets */
    atomic_bool taken[HANDOVERS_MAX];  /* see acceptor.h */
};

/* Slots of RING_POLL tokens. From POLL_REFUSALS on they are those of refusals, from
 * POLL_PROXIED on those of the acceptor. */
enum { POLL_WAKE, POLL_HTTP, POLL_REFUSALS, POLL_PROXIED = POLL_REFUSALS + REFUSALS_MAX };

/* The members are those of this module and of reactor.c. */
struct reactor {
    struct reactors_shared *all; /* borrowed */
    unsigned number;

    struct ring *ring;
    struct wheel wheel;
    struct turns turns;
    struct sessions *sessions;
    struct http *http;
    struct refusals *refusals;
    struct access_notes notes;
    struct catalog catalog;
    struct config_live settings; /* a copy of its own */
    unsigned settings_version;
    bool http_polled, wake_polled; /* in flight */
    bool http_waits;               /* http_run() has work left */
    enum order obeyed;
    struct housekeeping housekeeping;
    unsigned relieved; /* of the reliefs that were ordered */

    struct acceptor *acceptor; /* of reactor 0; else NULL */

    /* Read by the main thread. */
    _Alignas(64) atomic_uint_least64_t turned; /* how often */
    atomic_uint_least64_t tidied;              /* rounds of housekeeping */
};

/* Returns NULL when memory ran out. */
struct reactor *reactor_new(struct reactors_shared *all, unsigned number);
/* When all of them have ended: until then sockets may be on their way to its ring. NULL is allowed. */
void reactor_free(struct reactor *reactor);

/* Makes all parts. Reactor 0 is opened after the others, because it deals to their rings.
 * Returns 0, or -errno with a reason; reactor_close() has to follow in either case. */
int reactor_open(struct reactor *reactor, struct reason *reason);
/* Frees all parts but the ring, and tells reactor 0 that it has ended. */
void reactor_close(struct reactor *reactor);

/* Tells the answers and the access log what the reactor's copy of the settings says. */
void reactor_use_settings(struct reactor *reactor);

#endif
