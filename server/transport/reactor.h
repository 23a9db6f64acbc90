#ifndef CHARFINDER_SERVER_TRANSPORT_REACTOR_H
#define CHARFINDER_SERVER_TRANSPORT_REACTOR_H

#include <stdatomic.h>
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
#include "server/transport/base/clients.h"
#include "server/transport/base/live_settings.h"

/*
 * A reactor: one ring, with sessions and an HTTP service of its own. All its functions but
 * reactor_new(), reactor_free() and those at the end are called by one thread.
 *
 * Reactor 0 also accepts, for both services, and deals the sockets out in turn. It ends last, and
 * serves the sockets that were on their way to a reactor that has ended.
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

struct reactor;

/* Returns NULL when memory ran out. */
struct reactor *reactor_new(struct reactors_shared *all, unsigned number);
/* When all of them have ended: until then sockets may be on their way to its ring. NULL is allowed. */
void reactor_free(struct reactor *reactor);

/* Makes all that it needs. Reactor 0 is opened after the others, because it deals to their rings.
 * Returns 0, or -errno with a reason; reactor_close() has to follow in either case. */
int reactor_open(struct reactor *reactor, struct reason *reason);
/* Serves until the order to end is carried out. Returns 0, or -errno when the ring or accepting has
 * failed, which the log then tells. */
int reactor_run(struct reactor *reactor);
/* Closes all but the ring. */
void reactor_close(struct reactor *reactor);

/* How many turns there were, and how many rounds of housekeeping. For any thread. */
uint64_t reactor_turned(const struct reactor *reactor);
uint64_t reactor_tidied(const struct reactor *reactor);

#endif
