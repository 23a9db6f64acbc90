#ifndef CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_RING_H
#define CHARFINDER_TESTS_UNIT_SERVER_TRANSPORT_SCRIPTED_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/transport/base/ring.h"

/*
 * ring.h without a kernel: an operation that is submitted stays in flight until the test says how
 * it completes.
 *
 * What the ring's contract asks of its users is checked all the time, and a breach is printed and
 * aborts the program:
 *   - a socket has at most one receive, one send and one cancellation in flight;
 *   - the bytes of a send stay as they were until it completes;
 *   - received bytes are not used after the next ring_next() (they are overwritten and freed);
 *   - all operations of an open socket carry one slot and one generation, no two open sockets
 *     share a slot, and a slot's generation is another one for each socket;
 *   - nothing is in flight on a socket when it is closed.
 *
 * A ring may belong to a thread of the code under test, which then runs in turn with the test:
 * ring_wait() stops it until scripted_ring_turn(). At each moment only one of the two runs, so a
 * test reads straight down, and its order never varies.
 */

struct scripted_operation {
    struct ring_token token;
    int descriptor;           /* of the socket, listener or eventfd; RING_CANCEL: -1 */
    const char *bytes;        /* RING_SEND: the caller's */
    char *copy;               /* and what they were at the time */
    size_t size;              /* bytes to send */
    struct ring_token target; /* RING_CANCEL: of what; RING_HANDOVER: for the other ring */
    int other_ring;
    uint64_t number; /* counts submissions: names the operation in traces */
};

/* Forgets all rings and starts numbering anew. With `threads`, the rings
 * that follow belong to threads other than the test's. */
void scripted_rings_reset(bool threads);
/* After so many more rings, lets one ring_new() fail with this -errno. */
void scripted_rings_refuse(unsigned after, int error);
/* By order of ring_new(); NULL where there are not as many. */
struct ring *scripted_ring_at(unsigned number);

/* Operations in flight, in the order of their submission. Pointers are valid until the next
 * submission or completion. */
size_t scripted_ring_in_flight(const struct ring *ring);
struct scripted_operation *scripted_ring_operation(struct ring *ring, size_t at);
/* The first of the kind on the descriptor (-1: any), or NULL. */
struct scripted_operation *scripted_ring_find(struct ring *ring, enum ring_operation operation,
                                              int descriptor);

/* Completes an operation as the test wishes; with `more` it stays in flight. */
void scripted_ring_complete(struct ring *ring, struct scripted_operation *operation, int32_t result,
                            bool more);
/* Completes a receive with these bytes, at most RING_BUFFER_SIZE. */
void scripted_ring_deliver(struct ring *ring, struct scripted_operation *operation,
                           const void *bytes, size_t size, bool more);
/* Completes it as the kernel would now, moving at most so many bytes; a receive that gets some goes
 * on where `more` says so. Returns false, and does nothing, where the kernel would wait. */
bool scripted_ring_perform(struct ring *ring, struct scripted_operation *operation, size_t most,
                           bool more);
/* Completes once all that can, whole. */
void scripted_ring_perform_all(struct ring *ring);
/* A completion that no operation asked for. */
void scripted_ring_forge(struct ring *ring, struct ring_token token, int32_t result);
/* Completions that ring_next() has not handed out yet. */
size_t scripted_ring_completed(const struct ring *ring);

/* Nothing completes any more, and sockets may be closed whatever is in flight: before
 * sessions_free() while sessions are open. */
void scripted_ring_abandon(struct ring *ring);

/* Called by scripted_sockets.c before a server's end is closed. */
void scripted_ring_closes(int socket);

/* How often ring_trim() was called. */
size_t scripted_ring_trims(const struct ring *ring);

/*
 * Rings of threads.
 */

/* Waits until the thread has come to ring_wait(); false: it has ended instead. */
bool scripted_ring_arrive(struct ring *ring);
/* Lets ring_wait() return the result; then as scripted_ring_arrive(). */
bool scripted_ring_turn(struct ring *ring, int result);
/* What the last ring_wait() was asked for: milliseconds, or -1. */
int64_t scripted_ring_asked(const struct ring *ring);
/* How often ring_submit() was called. */
unsigned scripted_ring_submitted(const struct ring *ring);

#endif
