/*
 * One multishot accept for each listener, and a message to another ring for each socket.
 *
 * Dealing in turn spreads connections evenly, which the kernel does not: of 65 connections to one
 * listener shared by two rings one ring got all, and with SO_REUSEPORT they got 38 and 27. It works
 * for sockets adopted from systemd as well.
 *
 * A message can fail, or be lost with the reactor that it was sent to. So each socket that is on its
 * way is in a table until the other reactor has taken it. If that never happens, reactor 0 serves it.
 *
 * Accepting never ends while the daemon runs. After an error that a client has caused it goes on at once;
 * after one that may pass (no descriptors, a firewall's EPERM) it pauses, longer each time; a listener that
 * is gone is revived. If that fails, the daemon has to end, so that it is started again.
 */

#include "server/transport/accept/acceptor.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "index/base/container_of.h"
#include "server/base/hush.h"
#include "server/base/log.h"

enum {
    PAUSE_MS = 100,        /* after a failure; doubled for each that follows, */
    PAUSE_MOST_MS = 5000,  /* up to this */
    WELL_MS = 10 * 1000,   /* an accept that lasts this long was not a failure */
    CLIENT_FAILURES = 100, /* in a row, that clients may cause without a pause */
    REVIVALS = 5,          /* of a listener, in a row */
    LOOK_MS = 2000,        /* between two looks at a Unix socket */
    QUEUE_MOST = 4096,     /* clients in a listener's queue (SOMAXCONN) */
};

/* Accepting on one listener. */
struct entrance {
    struct listener *listener;
    bool accepting;    /* a multishot accept is in flight */
    bool lost;         /* the listener has to be revived, when the accept has ended */
    bool closed;       /* it has been stopped, and its queue is empty */
    unsigned queued;   /* clients that were taken from its queue after the stop */
    uint64_t begun;    /* when the accept was submitted, in the wheel's time */
    unsigned failures; /* in a row */
    struct deadline pause;
    struct deadline look; /* at a Unix socket, which may be lost silently */
    struct hush failing;
};

/* A socket on its way to another reactor. */
struct handover {
    int socket;
    enum listener_service service;
    unsigned reactor;
};

struct acceptor {
    struct acceptor_surroundings around;
    struct entrance entrances[LISTENERS_MAX];
    struct admission *admission;
    unsigned next[LISTENER_SERVICES]; /* the reactor that gets the next socket */
    bool stopped;
    int error;
    int spare; /* a descriptor to give up when there is no other: see shed() */

    /* A slot is free again when its message has completed, and the other reactor has taken the socket
     * or ended. So its tokens need no generation of their own. */
    struct handover handovers[HANDOVERS_MAX];
    uint32_t free_slots[HANDOVERS_MAX];
    size_t free_count;
    uint32_t delivered[HANDOVERS_MAX]; /* slots whose message has completed, in a circle */
    size_t delivered_first, delivered_count;
};

struct acceptor *acceptor_new(const struct acceptor_surroundings *surroundings)
{
    struct acceptor *acceptor = calloc(1, sizeof *acceptor);

    assert(surroundings->listener_count <= LISTENERS_MAX);
    if (acceptor)
        acceptor->admission = admission_new(&surroundings->admission);
    if (!acceptor || !acceptor->admission) {
        free(acceptor);
        return NULL;
    }
    acceptor->around = *surroundings;
    for (size_t i = 0; i < surroundings->listener_count; i++) {
        acceptor->entrances[i].listener = &surroundings->listeners[i];
        acceptor->entrances[i].pause.owner = DEADLINE_ACCEPT;
        acceptor->entrances[i].look.owner = DEADLINE_ACCEPT;
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
    for (size_t i = 0; i < acceptor->around.listener_count; i++) {
        wheel_clear(acceptor->around.wheel, &acceptor->entrances[i].pause);
        wheel_clear(acceptor->around.wheel, &acceptor->entrances[i].look);
    }
    if (acceptor->spare >= 0)
        (void)close(acceptor->spare);
    admission_free(acceptor->admission);
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
    entrance->begun = acceptor->around.wheel->now;
}

static void look_later(struct acceptor *acceptor, struct entrance *entrance)
{
    if (listener_has_path(entrance->listener))
        wheel_set(acceptor->around.wheel, &entrance->look, LOOK_MS);
}

void acceptor_start(struct acceptor *acceptor)
{
    for (size_t i = 0; i < acceptor->around.listener_count; i++) {
        accept_on(acceptor, &acceptor->entrances[i]);
        look_later(acceptor, &acceptor->entrances[i]);
    }
}

void acceptor_stop(struct acceptor *acceptor)
{
    if (acceptor->stopped)
        return;
    acceptor->stopped = true;
    for (size_t i = 0; i < acceptor->around.listener_count; i++) {
        struct entrance *entrance = &acceptor->entrances[i];

        wheel_clear(acceptor->around.wheel, &entrance->pause);
        wheel_clear(acceptor->around.wheel, &entrance->look);
        if (entrance->accepting)
            ring_cancel(acceptor->around.ring, accept_token(acceptor, entrance));
    }
    admission_leave(acceptor->admission);
}

static void close_entrance(struct entrance *entrance)
{
    listener_stop(entrance->listener);
    entrance->closed = true;
}

void acceptor_abandon(struct acceptor *acceptor)
{
    acceptor_stop(acceptor);
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        close_entrance(&acceptor->entrances[i]);
}

bool acceptor_rests(const struct acceptor *acceptor)
{
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        if (acceptor->entrances[i].accepting || !acceptor->entrances[i].closed)
            return false;
    return acceptor->stopped && acceptor->free_count == HANDOVERS_MAX &&
           admission_count(acceptor->admission) == 0;
}

int acceptor_error(const struct acceptor *acceptor)
{
    return acceptor->error;
}

/*
 * Dealing.
 */

/* Sends the socket to its reactor. Returns false where it cannot be sent now. */
static bool hand_over(struct acceptor *acceptor, struct handover handover)
{
    uint32_t slot;

    if (acceptor->free_count == 0)
        return false;
    slot = acceptor->free_slots[--acceptor->free_count];
    acceptor->handovers[slot] = handover;
    atomic_store_explicit(&acceptor->around.taken[slot], false, memory_order_relaxed);
    ring_handover(acceptor->around.ring, acceptor->around.rings[handover.reactor],
                  ring_token(RING_HANDOVER, handover.service, slot), handover.socket,
                  ring_token(RING_MESSAGE, slot, 0));
    return true;
}

static bool has_ended(const struct acceptor *acceptor, unsigned reactor)
{
    return atomic_load_explicit(&acceptor->around.ended[reactor], memory_order_acquire);
}

/* Whose turn it is, of those that have not ended; reactor 0 has not. */
static unsigned next_reactor(struct acceptor *acceptor, enum listener_service service)
{
    unsigned reactor;

    do
        reactor = acceptor->next[service]++ % acceptor->around.reactor_count;
    while (reactor > 0 && has_ended(acceptor, reactor));
    return reactor;
}

/* Returns whether reactor 0 has to serve it. */
static bool deal(struct acceptor *acceptor, struct handover handover)
{
    handover.reactor = next_reactor(acceptor, handover.service);
    return handover.reactor == 0 || acceptor->stopped || !hand_over(acceptor, handover);
}

static struct arrival arrival_of(const struct handover *handover)
{
    return (struct arrival){.socket = handover->socket, .service = handover->service};
}

static void put_delivered(struct acceptor *acceptor, uint32_t slot)
{
    size_t at = acceptor->delivered_first + acceptor->delivered_count++;

    acceptor->delivered[at % HANDOVERS_MAX] = slot;
}

static uint32_t take_delivered(struct acceptor *acceptor)
{
    uint32_t slot = acceptor->delivered[acceptor->delivered_first];

    acceptor->delivered_first = (acceptor->delivered_first + 1) % HANDOVERS_MAX;
    acceptor->delivered_count--;
    return slot;
}

static bool message_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                             struct arrival *arrival)
{
    uint32_t slot = completion->token.slot;

    *arrival = arrival_of(&acceptor->handovers[slot]);
    if (completion->result < 0) {
        acceptor->free_slots[acceptor->free_count++] = slot;
        return true;
    }
    put_delivered(acceptor, slot);
    return false;
}

static bool find_untaken(struct acceptor *acceptor, struct arrival *arrival)
{
    for (size_t count = acceptor->delivered_count; count > 0; count--) {
        uint32_t slot = take_delivered(acceptor);
        const struct handover *handover = &acceptor->handovers[slot];
        /* In this order: a reactor that has ended takes nothing afterwards. */
        bool ended = has_ended(acceptor, handover->reactor);
        bool taken = atomic_load_explicit(&acceptor->around.taken[slot], memory_order_acquire);

        if (!ended && !taken) {
            put_delivered(acceptor, slot);
            continue;
        }
        acceptor->free_slots[acceptor->free_count++] = slot;
        if (!taken) {
            *arrival = arrival_of(handover);
            return true;
        }
    }
    return false;
}

/*
 * Admission.
 */

/* Returns whether the socket has arrived at reactor 0, to be served or refused. */
static bool admit(struct acceptor *acceptor, enum admission_outcome outcome,
                  const struct applicant *applicant, struct arrival *arrival)
{
    *arrival = (struct arrival){.socket = applicant->socket, .service = applicant->service};
    switch (outcome) {
    case ADMISSION_PENDING:
        return false;
    case ADMISSION_REFUSED:
        arrival->refused = true;
        arrival->cause = applicant->cause;
        return true;
    case ADMISSION_GRANTED:
        return deal(acceptor,
                    (struct handover){.socket = applicant->socket, .service = applicant->service});
    }
    assert(!"an outcome");
    return false;
}

/*
 * Accepting.
 */

/* A client of the listener's queue, or -1. The listener blocks; and the kernel takes a descriptor before
 * it looks into the queue, which may be empty. */
static int accept_queued(int listener)
{
    struct pollfd queue = {.fd = listener, .events = POLLIN};

    return poll(&queue, 1, 0) > 0 ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
}

/* Clients in the queue of our own listener would be reset when it stops. */
static bool take_queued(struct acceptor *acceptor, struct arrival *arrival)
{
    for (size_t i = 0; i < acceptor->around.listener_count; i++) {
        struct entrance *entrance = &acceptor->entrances[i];
        const struct listener *listener = entrance->listener;
        int socket = -1;

        if (entrance->closed || entrance->accepting)
            continue;
        if (!listener->adopted && entrance->queued++ < QUEUE_MOST)
            socket = accept_queued(listener->socket);
        if (socket >= 0) {
            struct applicant applicant = {.socket = socket, .service = listener->service};

            if (admit(acceptor, admission_apply(acceptor->admission, listener, &applicant),
                      &applicant, arrival))
                return true;
            i--; /* its header is awaited: the next in this queue */
            continue;
        }
        close_entrance(entrance);
    }
    return false;
}

bool acceptor_left(struct acceptor *acceptor, struct arrival *arrival)
{
    return find_untaken(acceptor, arrival) || (acceptor->stopped && take_queued(acceptor, arrival));
}

/* The descriptor table is full: a client in the queue would wait without end. The spare descriptor
 * is given up to accept one client and close it, so that it knows. */
static void shed(struct acceptor *acceptor, int listener)
{
    int socket;

    if (acceptor->spare >= 0)
        (void)close(acceptor->spare);
    socket = accept_queued(listener);
    if (socket >= 0)
        (void)close(socket);
    acceptor->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* Accepts again after a pause that grows with the number of failures. */
static void pause_accepting(struct acceptor *acceptor, struct entrance *entrance)
{
    uint64_t after = PAUSE_MS;

    for (unsigned i = 1; i < entrance->failures && after < PAUSE_MOST_MS; i++)
        after *= 2;
    wheel_set(acceptor->around.wheel, &entrance->pause,
              after < PAUSE_MOST_MS ? after : PAUSE_MOST_MS);
}

static void log_failure(struct acceptor *acceptor, struct entrance *entrance, int result)
{
    uint64_t held;

    if (hush_ends(&entrance->failing, acceptor->around.wheel->now, &held))
        log_warning("Cannot accept on %s: %s: trying again", entrance->listener->address,
                    strerror(-result));
}

static bool is_shortage(int result)
{
    return result == -EMFILE || result == -ENFILE || result == -ENOMEM || result == -ENOBUFS;
}

/* The listener accepts no more. The first time in a row it is revived at once. */
static void revive(struct acceptor *acceptor, struct entrance *entrance)
{
    struct listener *listener = entrance->listener;
    struct reason reason;
    int r = entrance->failures > REVIVALS ? -EIO : listener_revive(listener, &reason);

    entrance->lost = true;
    if (r == 0) {
        log_warning("Listening on %s again", listener->address);
        entrance->lost = false;
        accept_on(acceptor, entrance);
    } else if (is_shortage(r) && entrance->failures <= REVIVALS) {
        pause_accepting(acceptor, entrance);
    } else {
        if (entrance->failures > REVIVALS)
            reason_set(&reason, "%s has been lost %d times in a row", listener->address, REVIVALS);
        log_error("Stopping, because no client can connect: %s", reason.text);
        acceptor->error = r;
    }
}

static void accept_failed(struct acceptor *acceptor, struct entrance *entrance, int result)
{
    if (acceptor->around.wheel->now - entrance->begun >= WELL_MS)
        entrance->failures = 0;
    entrance->failures++;
    if (entrance->lost) {
        revive(acceptor, entrance);
        return;
    }
    switch (result) {
    case -EMFILE:
    case -ENFILE:
    case -ENOMEM:
    case -ENOBUFS:
        log_failure(acceptor, entrance, result);
        shed(acceptor, entrance->listener->socket);
        entrance->failures = 1; /* descriptors come back with every client that leaves */
        pause_accepting(acceptor, entrance);
        break;
    case -EINVAL:
    case -EBADF:
    case -ENOTSOCK:
    case -EOPNOTSUPP:
        log_warning("Cannot accept on %s any more: %s", entrance->listener->address,
                    strerror(-result));
        if (entrance->failures == 1) {
            revive(acceptor, entrance);
        } else {
            entrance->lost = true;
            pause_accepting(acceptor, entrance);
        }
        break;
    case -EPERM:
    case -EACCES:
        log_failure(acceptor, entrance, result);
        pause_accepting(acceptor, entrance);
        break;
    default: /* a client that was gone again, or what accept(2) says of its network */
        if (entrance->failures <= CLIENT_FAILURES) {
            accept_on(acceptor, entrance);
        } else {
            log_failure(acceptor, entrance, result);
            entrance->failures = CLIENT_FAILURES;
            pause_accepting(acceptor, entrance);
        }
        break;
    }
}

bool acceptor_pauses(const struct acceptor *acceptor)
{
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        if (!acceptor->entrances[i].accepting && acceptor->entrances[i].pause.link)
            return true;
    return false;
}

/* Whether the file of a Unix socket was removed, or the socket was shut down. */
static void look(struct acceptor *acceptor, struct entrance *entrance)
{
    if (entrance->accepting && !entrance->lost && listener_lost(entrance->listener)) {
        log_warning("%s is lost: its file was removed, or it was shut down",
                    entrance->listener->address);
        entrance->lost = true;
        ring_cancel(acceptor->around.ring, accept_token(acceptor, entrance));
    }
    look_later(acceptor, entrance);
}

void acceptor_expire(struct acceptor *acceptor, struct deadline *deadline)
{
    struct entrance *entrance = container_of(deadline, struct entrance, pause);

    if (deadline->owner == DEADLINE_PROXIED) {
        admission_expire(deadline);
        return;
    }
    for (size_t i = 0; i < acceptor->around.listener_count; i++)
        if (deadline == &acceptor->entrances[i].look) {
            look(acceptor, &acceptor->entrances[i]);
            return;
        }
    if (entrance->lost)
        revive(acceptor, entrance);
    else
        accept_on(acceptor, entrance);
}

static bool accept_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                            struct arrival *arrival)
{
    struct entrance *entrance = &acceptor->entrances[completion->token.slot];
    struct applicant applicant = {.socket = completion->result,
                                  .service = entrance->listener->service};
    enum admission_outcome outcome;
    bool arrived = false;

    *arrival = (struct arrival){.socket = applicant.socket, .service = applicant.service};
    if (completion->result >= 0) {
        entrance->failures = 0;
        outcome = admission_apply(acceptor->admission, entrance->listener, &applicant);
        arrived = admit(acceptor, outcome, &applicant, arrival);
    }
    if (!completion->more) {
        entrance->accepting = false;
        if (!acceptor->stopped && completion->result >= 0 && !entrance->lost)
            accept_on(acceptor, entrance); /* the end of a multishot */
        else if (!acceptor->stopped)
            accept_failed(acceptor, entrance, completion->result);
    }
    return arrived;
}

bool acceptor_complete(struct acceptor *acceptor, const struct ring_completion *completion,
                       struct arrival *arrival)
{
    struct applicant applicant = {.socket = -1};
    enum admission_outcome outcome;

    if (completion->token.operation == RING_MESSAGE)
        return message_complete(acceptor, completion, arrival);
    if (completion->token.operation == RING_POLL) {
        outcome = admission_complete(acceptor->admission, completion, &applicant);
        return admit(acceptor, outcome, &applicant, arrival);
    }
    assert(completion->token.operation == RING_ACCEPT);
    return accept_complete(acceptor, completion, arrival);
}
