#ifndef CHARFINDER_SERVER_TRANSPORT_REACTOR_H
#define CHARFINDER_SERVER_TRANSPORT_REACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "server/config/config.h"
#include "server/indexer/indexer.h"
#include "server/transport/listener.h"

/*
 * The reactors: threads that each run one ring, with sessions and an HTTP service of their own. They
 * share nothing but the immutable index.
 *
 * Reactor 0 also accepts, for both services, and deals the sockets out in turn.
 */

struct reactors;

/* What all of them work with; it outlives them. */
struct reactors_surroundings {
    const struct config *config;
    const struct listener *listeners;
    size_t listener_count;
    uint64_t started; /* CLOCK_MONOTONIC in milliseconds */
};

/* Allocates config->threads reactors, not yet running. Returns 0 or -errno with a reason. */
int reactors_new(struct reactors **out, const struct reactors_surroundings *surroundings,
                 struct reason *reason);

/* The eventfd of each reactor, to be written when the indexer has news; config->threads of them. */
const int *reactors_wakes(const struct reactors *reactors);

/* Starts the threads. Returns 0 when the sockets are served; else -errno with a reason, and all threads
 * have been told to end. */
int reactors_start(struct reactors *reactors, struct indexer *indexer, struct reason *reason);

/* Stops accepting, closes idle connections, finishes replies in progress. */
void reactors_drain(struct reactors *reactors);
/* Closes every connection now. */
void reactors_abort(struct reactors *reactors);
/* Have all of them ended? *error is 0, or the -errno of one that failed. */
bool reactors_finished(const struct reactors *reactors, int *error);

/* Liveness: reactors_ping() wakes all of them, reactors_turned() says whether each has turned since. */
void reactors_ping(struct reactors *reactors);
bool reactors_turned(struct reactors *reactors);

/* How often they have freed memory that they did not need any more: where it has grown, heap_trim()
 * may return some to the system. */
uint64_t reactors_tidied(const struct reactors *reactors);

/* Turns of all of them, since the start: how busy they are. */
uint64_t reactors_turns(const struct reactors *reactors);

/* Memory is short: each reactor frees what it can do without. */
void reactors_relieve(struct reactors *reactors);

/* Waits for the threads, which must be draining or finished. The indexer, which writes the wakes, must
 * be freed after this and before reactors_free(). */
void reactors_join(struct reactors *reactors);

/* After reactors_join(). NULL is allowed. */
void reactors_free(struct reactors *reactors);

#endif
