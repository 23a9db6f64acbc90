#ifndef CHARFINDER_SERVER_TRANSPORT_REACTORS_H
#define CHARFINDER_SERVER_TRANSPORT_REACTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"
#include "server/indexer/indexer.h"
#include "server/transport/reactor.h"

/*
 * The reactors, each with a thread of its own. The main thread starts them, gives orders and checks that
 * they still turn.
 */

struct reactors;

/* Allocates config->threads reactors, not yet running. Returns 0 or -errno with a reason. */
int reactors_new(struct reactors **out, const struct reactors_surroundings *surroundings,
                 struct reason *reason);

/* The eventfd of each reactor, to be written when the indexer has news; config->threads of them. */
const int *reactors_wakes(const struct reactors *reactors);

/* Starts the threads. Returns 0 when the sockets are served; else -errno with a reason, and all threads
 * have been told to end. */
int reactors_start(struct reactors *reactors, struct indexer *indexer, struct reason *reason);

/* These settings apply from each reactor's next turn on. A deadline that has been set stays. */
void reactors_configure(struct reactors *reactors, const struct config_live *settings);

/* Serves on, and has clients go elsewhere: /readyz says so, and each HTTP reply is the last of its
 * connection. */
void reactors_leave(struct reactors *reactors);
/* Stops accepting and listening, closes idle connections, finishes replies in progress. */
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
