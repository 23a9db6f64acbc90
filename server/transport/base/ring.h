#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_RING_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/reason.h"

/*
 * io_uring: operations go in, completions come out. ring.c is the only module that knows liburing, and
 * the one that tests replace: they link a ring that plays completions from a script.
 *
 * Every operation carries a token of its owner's: which operation, which slot, and which generation
 * of that slot, so that a completion that arrives after its connection has ended is recognised and
 * dropped. A token never holds a pointer or a descriptor.
 *
 * What an owner has to keep to:
 * - A socket is closed, and its slot used again, only when nothing of it is in flight: shutdown(2),
 *   then every completion without `more`, then close(2). Closing it with a multishot receive in
 *   flight sends no FIN.
 * - A multishot operation is submitted again only after a completion without `more`. An accept that
 *   fails with EMFILE ends that way; so does a receive that fails with ENOBUFS, because every buffer
 *   is in use until the completions before it have been handled.
 * - One send at a time for each connection; it may be short, and the rest is the owner's to send.
 * - What one ring_wait() receives is bounded by RING_RECEIVE_MAX and by nothing less. On Linux 6.1
 *   one wake-up of a multishot receive takes all that the socket has, and keeps taking what
 *   arrives meanwhile, until every buffer of the ring is in use; 6.18 stops after 32 buffers. A
 *   cancellation is submitted by the next ring_wait(), before anything else is received. So the
 *   owner of a connection keeps up to RING_RECEIVE_MAX bytes after it has asked for an end, and
 *   never closes a connection because of them.
 *
 * A ring belongs to the thread that created it, and only ring_descriptor() may be used in others.
 * When that thread has ended, what was sent to the ring is lost, though ring_handover() may have
 * completed with success: since Linux 6.11 the thread itself has to take it over from the kernel.
 * It refuses every operation but those below, no matter which code submits it.
 */

enum ring_operation {
    RING_ACCEPT,   /* result: a new socket; `more` while it will complete again */
    RING_RECEIVE,  /* result: bytes received, 0 at the end; `more` as above */
    RING_SEND,     /* result: bytes sent, perhaps fewer than asked */
    RING_POLL,     /* result: the poll events; once */
    RING_HANDOVER, /* from another ring: result is a socket that is now this ring's */
    RING_MESSAGE,  /* the handover sent from here arrived, or failed (result < 0) */
    RING_CANCEL,   /* result of ring_cancel(); the cancelled operation completes as well */
};

struct ring_token {
    enum ring_operation operation;
    uint32_t slot; /* below 2^24 */
    uint32_t generation;
};

static inline struct ring_token ring_token(enum ring_operation operation, uint32_t slot,
                                           uint32_t generation)
{
    return (struct ring_token){.operation = operation, .slot = slot, .generation = generation};
}

struct ring_completion {
    struct ring_token token;
    int32_t result;    /* as of the system call; -errno on failure */
    bool more;         /* the operation goes on and will complete again */
    const void *bytes; /* RING_RECEIVE with result > 0: what was received, until ring_next() */
};

struct ring;

enum {
    RING_BUFFER_SIZE = 2048, /* bytes one receive completion carries at most */
    RING_BUFFERS = 1024,     /* provided for receives; each is back after one completion */

    /* Bytes that all receives together complete with between two calls of ring_wait(), at most:
     * a buffer is given back by ring_next(), and the kernel takes it again in ring_wait(). */
    RING_RECEIVE_MAX = RING_BUFFERS * RING_BUFFER_SIZE,
};

/* Returns 0, or -errno with a reason that names the cause and what to change. */
int ring_new(struct ring **out, struct reason *reason);
/* Does this -errno of ring_new() mean that io_uring is not available here, so that trying again is of no
 * use? Others are a lack of memory or descriptors. */
bool ring_unavailable(int error);
void ring_free(struct ring *ring);
int ring_descriptor(const struct ring *ring);

/* Submissions. They are queued, and go to the kernel together at the next ring_wait() or
 * ring_submit(). */
void ring_accept(struct ring *ring, struct ring_token token, int listener); /* multishot */
void ring_receive(struct ring *ring, struct ring_token token, int socket);  /* multishot */
/* The bytes must stay until the completion. */
void ring_send(struct ring *ring, struct ring_token token, int socket, const void *bytes,
               size_t size);
void ring_poll(struct ring *ring, struct ring_token token, int descriptor); /* readable, once */
/* Completes on the other ring with `token` and the socket as result, and here with `own`. */
void ring_handover(struct ring *ring, int other_ring, struct ring_token token, int socket,
                   struct ring_token own);
void ring_cancel(struct ring *ring, struct ring_token target);

/* Submits what is queued and waits for a completion, at most that many milliseconds (-1: without
 * limit). Returns 0, also when there was none, or -errno when the ring cannot be used any more: -EBADR when the
 * kernel has lost completions, so that some operations in flight will never complete. */
int ring_wait(struct ring *ring, int64_t milliseconds);

/* How many calls of ring_wait() found that there had been more completions than the ring has room for.
 * The kernel keeps them, at the cost of memory and time. */
uint64_t ring_overflows(const struct ring *ring);

/* Submits what is queued now, before long work. What the kernel does not take stays queued. */
void ring_submit(struct ring *ring);

/* The next completion, or false. The bytes of the previous one are returned to the kernel. */
bool ring_next(struct ring *ring, struct ring_completion *completion);

/* Returns the memory of received bytes to the system; it comes back page by page as it is used. Only
 * where ring_next() has returned false: no completion holds bytes then, and none is made outside of
 * ring_wait(). */
void ring_trim(struct ring *ring);

#endif
