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
 * The reactors: threads that each turn one ring, with sessions and an HTTP daemon of their own.
 * They share nothing but the immutable index.
 *
 * The first one also accepts, for both services, and deals the sockets out in turn.
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

/* The eventfd of each, to be written when there is something new to look at; as many as
 * config->threads. */
const int *reactors_wakes(const struct reactors *reactors);

/* Starts the threads. When this returns 0, the sockets are served. Otherwise -errno with a reason,
 * and none of them runs. */
int reactors_start(struct reactors *reactors, struct indexer *indexer, struct reason *reason);

/* Stops accepting, ends what is idle, finishes the replies on their way. */
void reactors_drain(struct reactors *reactors);
/* Ends everything now. */
void reactors_abort(struct reactors *reactors);
/* Have all of them come to their end? With -errno in *error where one could not go on. */
bool reactors_finished(const struct reactors *reactors, int *error);

/* Signs of life: wake all of them, then see whether each has turned since. */
void reactors_ping(struct reactors *reactors);
bool reactors_turned(struct reactors *reactors);

/* Waits for the threads, which must be draining or finished. Then the indexer may be freed, which
 * still writes the wakes until it is. */
void reactors_join(struct reactors *reactors);

/* After reactors_join(). NULL is allowed. */
void reactors_free(struct reactors *reactors);

#endif
