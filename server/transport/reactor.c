/*
 * One turn of a reactor: wait, hand out completions, hand out deadlines, let HTTP work. Everything
 * that happens in the daemon happens in one of these turns, and none of them blocks.
 */

#include "server/transport/reactor.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/answers/catalog.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/http.h"
#include "server/transport/ring.h"
#include "server/transport/session.h"
#include "server/transport/wheel.h"

enum {
    ACCEPT_PAUSE_MS = 100, /* after the kernel or the descriptor table was full */
};

/* Slots of RING_POLL tokens. */
enum { POLL_WAKE, POLL_HTTP };

/* What the main thread wants; only ever raised. */
enum order { ORDER_RUN, ORDER_DRAIN, ORDER_ABORT };

struct acceptor {
    bool accepting; /* a multishot accept is in flight */
    bool starved;   /* the last one found no descriptor or no memory; said once */
    struct deadline pause;
};

struct reactor {
    struct reactors *all;
    unsigned number;
    pthread_t thread;
    sem_t started;
    int error; /* why it could not start, or go on */
    struct reason reason;

    struct ring *ring;
    struct wheel wheel;
    struct sessions *sessions;
    struct http *http;
    struct catalog catalog;
    bool http_polled, wake_polled; /* in flight */
    bool http_waits;               /* http_run() has more to do than its share */
    enum order obeyed;

    /* The accepting one's only. */
    struct acceptor acceptors[LISTENERS_MAX];
    unsigned next[LISTENER_SERVICES]; /* who gets the next socket */
    int spare; /* a descriptor to give up when there is no other: see shed() */

    /* Seen by the main thread. */
    _Alignas(64) atomic_uint_least64_t turns;
    uint64_t turns_seen; /* the main thread's own note */
    atomic_bool finished;
};

struct reactors {
    struct reactors_surroundings around;
    struct indexer *indexer;
    atomic_int order;
    unsigned count;   /* allocated */
    unsigned running; /* threads started */
    int wakes[LIMIT_REACTORS];
    struct reactor reactors[LIMIT_REACTORS];
    struct counters counters[LIMIT_REACTORS];
};

static enum order ordered(const struct reactor *reactor)
{
    return (enum order)atomic_load_explicit(&reactor->all->order, memory_order_acquire);
}

/*
 * Sockets: accepted by the first reactor, served by all in turn.
 */

static void take(struct reactor *reactor, enum listener_service service, int socket)
{
    if (service == LISTENER_TELNET) {
        session_open(reactor->sessions, socket);
    } else {
        http_open(reactor->http, socket);
        reactor->http_waits = true;
    }
}

static void deal(struct reactor *reactor, enum listener_service service, int socket)
{
    struct reactors *all = reactor->all;
    unsigned number = reactor->next[service]++ % all->count;
    /* What it takes to serve the socket here after all, should the message fail. */
    struct ring_token own = ring_token(RING_MESSAGE, service, (uint32_t)socket);

    /* Who comes while we drain is turned away here: the others may have ended. */
    if (number == reactor->number || ordered(reactor) != ORDER_RUN)
        take(reactor, service, socket);
    else
        ring_handover(reactor->ring, ring_descriptor(all->reactors[number].ring),
                      ring_token(RING_HANDOVER, service, 0), socket, own);
}

static void accept_next(struct reactor *reactor, uint32_t number)
{
    ring_accept(reactor->ring, ring_token(RING_ACCEPT, number, 0),
                reactor->all->around.listeners[number].socket);
    reactor->acceptors[number].accepting = true;
}

/* The descriptor table is full: who waits in the queue would wait for ever. The spare descriptor
 * makes room to accept one client and close it, so that it knows. */
static void shed(struct reactor *reactor, int listener)
{
    /* The kernel wants the descriptor before it looks into the queue, which may be empty; and the
     * listener blocks. */
    struct pollfd queue = {.fd = listener, .events = POLLIN};

    if (reactor->spare >= 0)
        (void)close(reactor->spare);
    if (poll(&queue, 1, 0) > 0) {
        int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

        if (socket >= 0)
            (void)close(socket);
    }
    reactor->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void accept_complete(struct reactor *reactor, const struct ring_completion *completion)
{
    uint32_t number = completion->token.slot;
    const struct listener *listener = &reactor->all->around.listeners[number];
    struct acceptor *acceptor = &reactor->acceptors[number];

    if (completion->result >= 0) {
        acceptor->starved = false;
        deal(reactor, listener->service, completion->result);
    }
    if (completion->more)
        return;
    acceptor->accepting = false;
    if (ordered(reactor) != ORDER_RUN) /* its end was asked for, here or by listener_stop() */
        return;
    switch (completion->result) {
    case -EMFILE:
    case -ENFILE:
    case -ENOMEM:
    case -ENOBUFS:
        if (!acceptor->starved)
            log_warning("Cannot accept on %s: %s", listener->address,
                        strerror(-completion->result));
        acceptor->starved = true;
        shed(reactor, listener->socket);
        wheel_set(&reactor->wheel, &acceptor->pause, ACCEPT_PAUSE_MS);
        break;
    case -EINVAL:
    case -EBADF:
    case -ENOTSOCK:
        log_error("Cannot accept on %s any more: %s", listener->address,
                  strerror(-completion->result));
        break;
    default: /* a client that was gone again, or the end of a multishot */
        accept_next(reactor, number);
        break;
    }
}

static void message_complete(struct reactor *reactor, const struct ring_completion *completion)
{
    if (completion->result < 0)
        take(reactor, (enum listener_service)completion->token.slot,
             (int)completion->token.generation);
}

/*
 * The index and the main thread's orders, both announced by the eventfd.
 */

static void fetch_catalog(struct reactor *reactor)
{
    enum catalog_state before = reactor->catalog.state;
    const struct charindex *served = reactor->catalog.index;

    indexer_fetch(reactor->all->indexer, &reactor->catalog);
    if (reactor->catalog.index != served)
        search_cache_clear(reactor->catalog.searches); /* what is of an old index would keep it */
    if (reactor->catalog.state != before)
        sessions_awake(reactor->sessions);
}

static void stop_accepting(struct reactor *reactor)
{
    for (uint32_t i = 0; i < reactor->all->around.listener_count; i++) {
        wheel_clear(&reactor->wheel, &reactor->acceptors[i].pause);
        if (reactor->acceptors[i].accepting)
            ring_cancel(reactor->ring, ring_token(RING_ACCEPT, i, 0));
    }
}

static void obey(struct reactor *reactor, enum order order)
{
    if (order == reactor->obeyed)
        return;
    if (reactor->obeyed == ORDER_RUN) {
        if (reactor->number == 0)
            stop_accepting(reactor);
        sessions_drain(reactor->sessions);
        http_drain(reactor->http);
        reactor->http_waits = true;
    }
    if (order == ORDER_ABORT)
        sessions_abort(reactor->sessions);
    reactor->obeyed = order;
}

static void wake_complete(struct reactor *reactor)
{
    eventfd_t value;

    reactor->wake_polled = false;
    (void)eventfd_read(reactor->all->wakes[reactor->number], &value);
    fetch_catalog(reactor);
    obey(reactor, ordered(reactor));
}

/*
 * A turn.
 */

static void poll_complete(struct reactor *reactor, const struct ring_completion *completion)
{
    if (completion->token.slot == POLL_WAKE) {
        wake_complete(reactor);
    } else {
        reactor->http_polled = false;
        reactor->http_waits = true;
    }
}

static void complete(struct reactor *reactor, const struct ring_completion *completion)
{
    switch (completion->token.operation) {
    case RING_RECEIVE:
    case RING_SEND:
        session_complete(reactor->sessions, completion);
        break;
    case RING_ACCEPT:
        accept_complete(reactor, completion);
        break;
    case RING_POLL:
        poll_complete(reactor, completion);
        break;
    case RING_HANDOVER:
        take(reactor, (enum listener_service)completion->token.slot, completion->result);
        break;
    case RING_MESSAGE:
        message_complete(reactor, completion);
        break;
    case RING_CANCEL: /* what was cancelled completes by itself and says so */
        break;
    }
}

static void expire(struct reactor *reactor, struct deadline *deadline)
{
    switch (deadline->owner) {
    case DEADLINE_SESSION:
        session_expire(reactor->sessions, deadline);
        break;
    case DEADLINE_HTTP:
        http_expire(reactor->http, deadline);
        reactor->http_waits = true;
        break;
    case DEADLINE_ACCEPT:
        accept_next(reactor, (uint32_t)((struct acceptor *)((char *)deadline -
                                                            offsetof(struct acceptor, pause)) -
                                        reactor->acceptors));
        break;
    }
}

/* Both are one-shot: a multishot poll is edge-triggered and would lose wake-ups of a descriptor
 * that stays readable. */
static void arm_polls(struct reactor *reactor)
{
    if (!reactor->wake_polled)
        ring_poll(reactor->ring, ring_token(RING_POLL, POLL_WAKE, 0),
                  reactor->all->wakes[reactor->number]);
    if (!reactor->http_polled)
        ring_poll(reactor->ring, ring_token(RING_POLL, POLL_HTTP, 0),
                  http_descriptor(reactor->http));
    reactor->wake_polled = reactor->http_polled = true;
}

/* One reading of the clock serves the deadlines and the answers of a turn. */
static void note_time(struct reactor *reactor)
{
    uint64_t now = clock_now();

    wheel_advance(&reactor->wheel, now);
    reactor->catalog.uptime = (now - reactor->all->around.started) / 1000;
}

static int turn(struct reactor *reactor)
{
    struct ring_completion completion;
    struct deadline *deadline;
    int r;

    arm_polls(reactor);
    wheel_advance(&reactor->wheel, clock_now());
    r = ring_wait(reactor->ring, reactor->http_waits ? 0 : wheel_wait(&reactor->wheel));
    if (r < 0)
        return r;
    counter_add(&reactor->turns, 1);
    note_time(reactor);
    if (reactor->catalog.state == CATALOG_BUILDING) /* its progress is not announced */
        fetch_catalog(reactor);
    while (ring_next(reactor->ring, &completion))
        complete(reactor, &completion);
    wheel_advance(&reactor->wheel, clock_now());
    while ((deadline = wheel_expired(&reactor->wheel)))
        expire(reactor, deadline);
    if (reactor->http_waits)
        reactor->http_waits = http_run(reactor->http);
    return 0;
}

static bool is_done(const struct reactor *reactor)
{
    if (reactor->obeyed == ORDER_RUN || sessions_count(reactor->sessions) > 0)
        return false;
    return reactor->obeyed == ORDER_ABORT || http_count(reactor->http) == 0;
}

static void run(struct reactor *reactor)
{
    for (uint32_t i = 0; reactor->number == 0 && i < reactor->all->around.listener_count; i++)
        accept_next(reactor, i);
    while (reactor->error == 0 && !is_done(reactor))
        reactor->error = turn(reactor);
    if (reactor->error != 0)
        log_error("Reactor %u cannot go on: %s", reactor->number, strerror(-reactor->error));
}

/*
 * Threads.
 */

static uint32_t share_of(unsigned all, unsigned reactors)
{
    return (all + reactors - 1) / reactors;
}

static int reactor_open(struct reactor *reactor)
{
    const struct reactors_surroundings *around = &reactor->all->around;
    struct session_surroundings sessions = {
        .wheel = &reactor->wheel,
        .catalog = &reactor->catalog,
        .config = around->config,
        .counters = &reactor->all->counters[reactor->number],
    };
    struct http_surroundings http = {
        .wheel = &reactor->wheel,
        .catalog = &reactor->catalog,
        .config = around->config,
        .counters = &reactor->all->counters[reactor->number],
    };
    int r;

    wheel_init(&reactor->wheel, clock_now());
    for (size_t i = 0; i < LISTENERS_MAX; i++)
        reactor->acceptors[i].pause.owner = DEADLINE_ACCEPT;
    reactor->catalog.searches = search_cache_new(LIMIT_SEARCHES / around->config->threads);
    if (!reactor->catalog.searches) {
        reason_set(&reactor->reason, "no memory for results of searches");
        return -ENOMEM;
    }
    indexer_fetch(reactor->all->indexer, &reactor->catalog);
    /* The ring is this thread's: it has to be set up by it. */
    r = ring_new(&reactor->ring, &reactor->reason);
    if (r < 0)
        return r;
    sessions.ring = reactor->ring;
    reactor->sessions =
        sessions_new(&sessions, share_of(around->config->max_sessions, around->config->threads));
    if (!reactor->sessions) {
        reason_set(&reactor->reason, "no memory for %u sessions", around->config->max_sessions);
        return -ENOMEM;
    }
    return http_new(&reactor->http, &http,
                    share_of(around->config->max_connections, around->config->threads),
                    LIMIT_KEPT / around->config->threads, &reactor->reason);
}

/* All but the ring: the accepting reactor may still be dealing sockets to it, so it stays until
 * every thread has ended. */
static void reactor_close(struct reactor *reactor)
{
    http_free(reactor->http);
    sessions_free(reactor->sessions);
    search_cache_free(reactor->catalog.searches);
    charindex_unref(reactor->catalog.index);
    if (reactor->spare >= 0)
        (void)close(reactor->spare);
}

static void *reactor_main(void *context)
{
    struct reactor *reactor = context;
    char name[16];

    (void)snprintf(name, sizeof name, "reactor %u", reactor->number % 1000);
    (void)pthread_setname_np(pthread_self(), name);
    reactor->error = reactor_open(reactor);
    if (reactor->error == 0) {
        (void)sem_post(&reactor->started);
        run(reactor);
    }
    reactor_close(reactor);
    atomic_store_explicit(&reactor->finished, true, memory_order_release);
    (void)sem_post(&reactor->started); /* where it could not start; else nobody waits */
    return NULL;
}

int reactors_new(struct reactors **out, const struct reactors_surroundings *surroundings,
                 struct reason *reason)
{
    struct reactors *reactors = aligned_alloc(64, sizeof *reactors);

    assert(surroundings->listener_count <= LISTENERS_MAX);
    if (!reactors) {
        reason_set(reason, "no memory for the reactors");
        return -ENOMEM;
    }
    memset(reactors, 0, sizeof *reactors);
    reactors->around = *surroundings;
    for (unsigned i = 0; i < surroundings->config->threads; i++) {
        struct reactor *reactor = &reactors->reactors[i];

        reactors->wakes[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (reactors->wakes[i] < 0) {
            int r = -errno;

            reason_set(reason, "no eventfd for a reactor: %s", strerror(errno));
            reactors_free(reactors);
            return r;
        }
        reactor->all = reactors;
        reactor->number = i;
        reactor->spare = i == 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
        reactor->catalog = (struct catalog){
            .counters = reactors->counters,
            .reactors = surroundings->config->threads,
        };
        (void)sem_init(&reactor->started, 0, 0);
        reactors->count++;
    }
    *out = reactors;
    return 0;
}

const int *reactors_wakes(const struct reactors *reactors)
{
    return reactors->wakes;
}

static int start_one(struct reactors *reactors, unsigned number, struct reason *reason)
{
    struct reactor *reactor = &reactors->reactors[number];
    int r = pthread_create(&reactor->thread, NULL, reactor_main, reactor);

    if (r != 0) {
        reason_set(reason, "no thread for a reactor: %s", strerror(r));
        return -r;
    }
    reactors->running++;
    while (sem_wait(&reactor->started) < 0)
        ;
    if (atomic_load_explicit(&reactor->finished, memory_order_acquire)) {
        *reason = reactor->reason;
        return reactor->error;
    }
    return 0;
}

int reactors_start(struct reactors *reactors, struct indexer *indexer, struct reason *reason)
{
    reactors->indexer = indexer;
    /* The accepting one last: by then every ring it deals to is there. */
    for (unsigned i = reactors->count; i-- > 0;) {
        int r = start_one(reactors, i, reason);

        if (r < 0) {
            reactors_abort(reactors);
            return r;
        }
    }
    return 0;
}

void reactors_ping(struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->count; i++) {
        struct reactor *reactor = &reactors->reactors[i];

        reactor->turns_seen = atomic_load_explicit(&reactor->turns, memory_order_relaxed);
        (void)eventfd_write(reactors->wakes[i], 1);
    }
}

bool reactors_turned(struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->count; i++)
        if (atomic_load_explicit(&reactors->reactors[i].turns, memory_order_relaxed) ==
            reactors->reactors[i].turns_seen)
            return false;
    return true;
}

static void give_order(struct reactors *reactors, enum order order)
{
    atomic_store_explicit(&reactors->order, order, memory_order_release);
    for (unsigned i = 0; i < reactors->count; i++)
        (void)eventfd_write(reactors->wakes[i], 1);
}

void reactors_drain(struct reactors *reactors)
{
    give_order(reactors, ORDER_DRAIN);
}

void reactors_abort(struct reactors *reactors)
{
    give_order(reactors, ORDER_ABORT);
}

bool reactors_finished(const struct reactors *reactors, int *error)
{
    bool all = true;

    *error = 0;
    for (unsigned i = 0; i < reactors->count; i++) {
        const struct reactor *reactor = &reactors->reactors[i];

        if (!atomic_load_explicit(&reactor->finished, memory_order_acquire))
            all = false;
        else if (reactor->error != 0)
            *error = reactor->error;
    }
    return all;
}

void reactors_join(struct reactors *reactors)
{
    /* Threads are started from the last one down. */
    for (; reactors->running > 0; reactors->running--)
        (void)pthread_join(reactors->reactors[reactors->count - reactors->running].thread, NULL);
}

void reactors_free(struct reactors *reactors)
{
    if (!reactors)
        return;
    assert(reactors->running == 0);
    for (unsigned i = 0; i < reactors->count; i++) {
        ring_free(reactors->reactors[i].ring);
        (void)sem_destroy(&reactors->reactors[i].started);
        (void)close(reactors->wakes[i]);
    }
    free(reactors);
}
