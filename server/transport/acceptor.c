/*
 * One multishot accept for each listener, and a message to another ring for each socket.
 *
 * Dealing in turn spreads connections evenly, which the kernel does not: of 65 connections to one
 * listener shared by two rings one ring got all, and with SO_REUSEPORT they got 38 and 27. It works
 * for sockets adopted from systemd as well.
 *
 * A message can fail. So each socket that is on its way is in a table, and the message's token names
 * its slot there; when the message fails, the socket is served by reactor 0.
 */

#include "server/transport/acceptor.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/container_of.h"
#include "server/base/log.h"

enum {
    PAUSE_MS = 100, /* after the kernel or the descriptor table was full */

    /* Sockets on their way to other reactors: a full accept queue (SOMAXCONN). The rest of a
     * longer burst is served by reactor 0. */
    HANDOVERS_MAX = 4096,
};

/* Accepting on one listener. */
struct entrance {
    const struct listener *listener;
    bool accepting; /* a multishot accept is in flight */
    bool starved;   /* the last one found no descriptor or no memory; logged once */
    struct deadline pause;
};

/* A socket on its way to another reactor. */
struct handover {
    int socket;
    enum listener_service service;
};

struct acceptor {
    struct acceptor_surroundings around;
    struct entrance entrances[LISTENERS_MAX];
    unsigned next[LISTENER_SERVICES]; /* the reactor that gets the next socket */
    bool stopped;
    int spare; /* a descriptor to give up when there is no other: see shed() */

    /* A slot is free again when its message has completed, so its tokens need no generation. */
    struct handover handovers[HANDOVERS_MAX];
    uint32_t free_slots[HANDOVERS_MAX];
    size_t free_count;
};

struct acceptor *acceptor_new(const struct acceptor_surroundings *surroundings)
{
    struct acceptor *acceptor = calloc(1, sizeof *acceptor);

    assert(surroundings->listener_count <= LISTENERS_MAX);
    if (!acceptor)
        return NULL;
    acceptor->around = *surroundings;
    for (size_t i = 0; i < surroundings->listener_count; i++) {
        acceptor->entrances[i].listener = &surroundings->listeners[i];
        acceptor->entrances[i].pause.owner = DEADLINE_ACCEPT;
    }
    for (uint32_t slot = HANDOVERS_MAX; slot-- > 0;)
        acceptor->free_slots[acceptor->free_count++] = slot;
    acceptor->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return acceptor;
}

void acceptor_free(struct acceptor *acceptor)
{
    if (!acceptor)
        return;
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        wheel_clear(acceptor->around.wheel, &acceptor->entrances[i].pause);
    if (acceptor->spare >= 0)
        (void)close(acceptor->spare);
    free(acceptor);
}

static struct ring_token accept_token(const struct acceptor *acceptor,
                                      const struct entrance *entrance)
{
    return ring_token(RING_ACCEPT, (uint32_t)(entrance - acceptor->entrances), 0);
}

static void accept_on(struct acceptor *acceptor, struct entrance *entrance)
{
    ring_accept(acceptor->around.ring, accept_token(acceptor, entrance),
                entrance->listener->socket);
    entrance->accepting = true;
}

void acceptor_start(struct acceptor *acceptor)
{
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        accept_on(acceptor, &acceptor->entrances[i]);
}

void acceptor_stop(struct acceptor *acceptor)
{
    if (acceptor->stopped)
        return;
    acceptor->stopped = true;
    for (size_t i = 0; i < acceptor->around.listener_count; i++) {
        struct entrance *entrance = &acceptor->entrances[i];

        wheel_clear(acceptor->around.wheel, &entrance->pause);
        if (entrance->accepting)
            ring_cancel(acceptor->around.ring, accept_token(acceptor, entrance));
    }
}

void acceptor_expire(struct acceptor *acceptor, struct deadline *deadline)
{
    accept_on(acceptor, container_of(deadline, struct entrance, pause));
}

/*
 * Dealing.
 */

/* Sends the socket to that reactor. Returns false where it cannot be sent now. */
static bool hand_over(struct acceptor *acceptor, unsigned reactor, struct handover handover)
{
    uint32_t slot;

    if (acceptor->free_count == 0)
        return false;
    slot = acceptor->free_slots[--acceptor->free_count];
    acceptor->handovers[slot] = handover;
    ring_handover(acceptor->around.ring, acceptor->around.rings[reactor],
                  ring_token(RING_HANDOVER, handover.service, 0), handover.socket,
                  ring_token(RING_MESSAGE, slot, 0));
    return true;
}

/* Returns the socket where reactor 0 has to serve it, else -1. */
static int deal(struct acceptor *acceptor, struct handover handover)
{
    unsigned reactor = acceptor->next[handover.service]++ % acceptor->around.reactor_count;

    if (reactor == 0 || acceptor->stopped || !hand_over(acceptor, reactor, handover))
        return handover.socket;
    return -1;
}

static int message_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                            enum listener_service *service)
{
    uint32_t slot = completion->token.slot;
    struct handover handover = acceptor->handovers[slot];

    acceptor->free_slots[acceptor->free_count++] = slot;
    *service = handover.service;
    return completion->result < 0 ? handover.socket : -1;
}

/*
 * Accepting.
 */

/* The descriptor table is full: a client in the queue would wait without end. The spare descriptor
 * is given up to accept one client and close it, so that it knows. */
static void shed(struct acceptor *acceptor, int listener)
{
    /* The kernel takes a descriptor before it looks into the queue, which may be empty; and the
     * listener blocks. */
    struct pollfd queue = {.fd = listener, .events = POLLIN};

    if (acceptor->spare >= 0)
        (void)close(acceptor->spare);
    if (poll(&queue, 1, 0) > 0) {
        int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

        if (socket >= 0)
            (void)close(socket);
    }
    acceptor->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* The multishot accept has ended, with that result. */
static void accept_again(struct acceptor *acceptor, struct entrance *entrance, int result)
{
    const struct listener *listener = entrance->listener;

    switch (result) {
    case -EMFILE:
    case -ENFILE:
    case -ENOMEM:
    case -ENOBUFS:
        if (!entrance->starved)
            log_warning("Cannot accept on %s: %s", listener->address, strerror(-result));
        entrance->starved = true;
        shed(acceptor, listener->socket);
        wheel_set(acceptor->around.wheel, &entrance->pause, PAUSE_MS);
        break;
    case -EINVAL:
    case -EBADF:
    case -ENOTSOCK:
        log_error("Cannot accept on %s any more: %s", listener->address, strerror(-result));
        break;
    default: /* a client that was gone again, or the end of a multishot */
        accept_on(acceptor, entrance);
        break;
    }
}

static int accept_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                           enum listener_service *service)
{
    struct entrance *entrance = &acceptor->entrances[completion->token.slot];
    int own = -1;

    *service = entrance->listener->service;
    if (completion->result >= 0) {
        entrance->starved = false;
        own = deal(acceptor, (struct handover){.socket = completion->result, .service = *service});
    }
    if (!completion->more) {
        entrance->accepting = false;
        if (!acceptor->stopped)
            accept_again(acceptor, entrance, completion->result);
    }
    return own;
}

int acceptor_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                      enum listener_service *service)
{
    if (completion->token.operation == RING_MESSAGE)
        return message_complete(acceptor, completion, service);
    assert(completion->token.operation == RING_ACCEPT);
    return accept_complete(acceptor, completion, service);
}
