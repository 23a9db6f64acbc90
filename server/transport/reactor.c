/*
 * One turn of a reactor: wait, dispatch completions, dispatch deadlines, run sessions that queue, run
 * HTTP. All serving happens in these turns, and none of them blocks.
 */

#include "server/transport/reactor.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/answers/catalog.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/acceptor.h"
#include "server/transport/housekeeping.h"
#include "server/transport/http.h"
#include "server/transport/ring.h"
#include "server/transport/session.h"
#include "server/transport/wheel.h"

/* Slots of RING_POLL tokens. */
enum { POLL_WAKE, POLL_HTTP };

/* What the main thread has ordered; it only rises. */
enum order { ORDER_RUN, ORDER_DRAIN, ORDER_ABORT };

struct reactor {
    struct reactors *all;
    unsigned number;
    pthread_t thread;
    sem_t started;
    int error; /* -errno, when it could not start or has failed */
    struct reason reason;

    struct ring *ring;
    struct wheel wheel;
    struct sessions *sessions;
    struct http *http;
    struct catalog catalog;
    bool http_polled, wake_polled; /* in flight */
    bool http_waits;               /* http_run() has work left */
    bool sessions_wait;            /* sessions_run() has */
    enum order obeyed;
    struct housekeeping housekeeping;
    unsigned relieved; /* of the reliefs that were ordered */

    struct acceptor *acceptor; /* of reactor 0; else NULL */

    /* Read by the main thread. */
    _Alignas(64) atomic_uint_least64_t turns;
    uint64_t turns_seen;          /* by the main thread, at the last ping */
    atomic_uint_least64_t tidied; /* rounds of housekeeping */
    atomic_bool finished;
};

struct reactors {
    struct reactors_surroundings around;
    struct indexer *indexer;
    atomic_int order;
    atomic_uint reliefs; /* ordered so far; wraps */
    unsigned count;      /* allocated */
    unsigned running;    /* threads started */
    int wakes[LIMIT_REACTORS];
    struct reactor reactors[LIMIT_REACTORS];
    struct counters counters[LIMIT_REACTORS];
};

static enum order ordered(const struct reactor *reactor)
{
    return (enum order)atomic_load_explicit(&reactor->all->order, memory_order_acquire);
}

/*
 * Sockets.
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

/* A socket that has been accepted just when the daemon is told to stop is not dealt to another
 * reactor, which may have ended. It is refused here. */
static void accepted(struct reactor *reactor, const struct ring_completion *completion)
{
    enum listener_service service;
    int socket;

    if (ordered(reactor) != ORDER_RUN)
        acceptor_stop(reactor->acceptor);
    socket = acceptor_complete(reactor->acceptor, completion, &service);
    if (socket >= 0)
        take(reactor, service, socket);
}

/*
 * The index and the main thread's orders, both announced by the eventfd.
 */

static void fetch_catalog(struct reactor *reactor)
{
    enum catalog_state before = reactor->catalog.state;

    if (indexer_fetch(reactor->all->indexer, &reactor->catalog)) {
        search_cache_clear(reactor->catalog.searches);
        http_clear_cache(reactor->http);
    }
    if (reactor->catalog.state != before)
        sessions_awake(reactor->sessions);
}

static void obey(struct reactor *reactor, enum order order)
{
    if (order == reactor->obeyed)
        return;
    if (reactor->obeyed == ORDER_RUN) {
        if (reactor->acceptor)
            acceptor_stop(reactor->acceptor);
        sessions_drain(reactor->sessions);
        http_drain(reactor->http);
        reactor->http_waits = true;
    }
    if (order == ORDER_ABORT)
        sessions_abort(reactor->sessions);
    reactor->obeyed = order;
}

/* Memory is short. What goes first is what clients miss least. */
static void relieve(struct reactor *reactor)
{
    unsigned reliefs = atomic_load_explicit(&reactor->all->reliefs, memory_order_relaxed);

    if (reliefs == reactor->relieved)
        return;
    reactor->relieved = reliefs;
    search_cache_clear(reactor->catalog.searches);
    http_relieve(reactor->http);
    reactor->http_waits = true;
    housekeeping_hurry(&reactor->housekeeping);
}

static void poll_complete(struct reactor *reactor, const struct ring_completion *completion)
{
    eventfd_t value;

    if (completion->token.slot == POLL_HTTP) {
        reactor->http_polled = false;
        reactor->http_waits = true;
        return;
    }
    reactor->wake_polled = false;
    (void)eventfd_read(reactor->all->wakes[reactor->number], &value);
    fetch_catalog(reactor);
    relieve(reactor);
    obey(reactor, ordered(reactor));
}

/*
 * A turn.
 */

static void complete(struct reactor *reactor, const struct ring_completion *completion)
{
    if (completion->token.operation != RING_POLL || completion->token.slot == POLL_HTTP)
        housekeeping_worked(&reactor->housekeeping);
    switch (completion->token.operation) {
    case RING_RECEIVE:
    case RING_SEND:
        session_complete(reactor->sessions, completion);
        break;
    case RING_ACCEPT:
    case RING_MESSAGE:
        accepted(reactor, completion);
        break;
    case RING_POLL:
        poll_complete(reactor, completion);
        break;
    case RING_HANDOVER:
        take(reactor, (enum listener_service)completion->token.slot, completion->result);
        break;
    case RING_CANCEL: /* the cancelled operation completes as well */
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
        acceptor_expire(reactor->acceptor, deadline);
        break;
    case DEADLINE_HOUSEKEEPING:
        if (housekeeping_expire(&reactor->housekeeping))
            counter_add(&reactor->tidied, 1);
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
    r = ring_wait(reactor->ring,
                  reactor->http_waits || reactor->sessions_wait ? 0 : wheel_wait(&reactor->wheel));
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
    reactor->sessions_wait = sessions_run(reactor->sessions);
    if (reactor->http_waits)
        reactor->http_waits = http_run(reactor->http);
    counter_set(&reactor->all->counters[reactor->number].searches_cached,
                search_cache_hits(reactor->catalog.searches));
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
    if (reactor->acceptor)
        acceptor_start(reactor->acceptor);
    while (reactor->error == 0 && !is_done(reactor))
        reactor->error = turn(reactor);
    if (reactor->error != 0)
        log_error("Reactor %u failed: %s", reactor->number, strerror(-reactor->error));
}

/*
 * Threads.
 */

static uint32_t share_of(unsigned all, unsigned reactors)
{
    return (all + reactors - 1) / reactors;
}

/* Reactor 0 is started last: the rings of the others are there. */
static int open_acceptor(struct reactor *reactor)
{
    struct reactors *all = reactor->all;
    struct acceptor_surroundings surroundings = {
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .listeners = all->around.listeners,
        .listener_count = all->around.listener_count,
        .reactor_count = all->count,
    };

    for (unsigned i = 0; i < all->count; i++)
        surroundings.rings[i] = ring_descriptor(all->reactors[i].ring);
    reactor->acceptor = acceptor_new(&surroundings);
    if (reactor->acceptor)
        return 0;
    reason_set(&reactor->reason, "no memory to accept connections");
    return -ENOMEM;
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
    reactor->catalog.searches = search_cache_new(LIMIT_SEARCHES / around->config->threads);
    if (!reactor->catalog.searches) {
        reason_set(&reactor->reason, "no memory for the search cache");
        return -ENOMEM;
    }
    indexer_fetch(reactor->all->indexer, &reactor->catalog);
    /* A ring belongs to the thread that creates it. */
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
    r = http_new(&reactor->http, &http,
                 share_of(around->config->max_connections, around->config->threads),
                 LIMIT_RESPONSES / around->config->threads, &reactor->reason);
    if (r < 0)
        return r;
    reactor->housekeeping = (struct housekeeping){
        .ring = reactor->ring,
        .wheel = &reactor->wheel,
        .sessions = reactor->sessions,
        .http = reactor->http,
        .searches = reactor->catalog.searches,
    };
    housekeeping_init(&reactor->housekeeping);
    return reactor->number == 0 ? open_acceptor(reactor) : 0;
}

/* All but the ring: reactor 0 may still be dealing sockets to it, so it stays until every thread has
 * ended. */
static void reactor_close(struct reactor *reactor)
{
    housekeeping_release(&reactor->housekeeping);
    http_free(reactor->http);
    sessions_free(reactor->sessions);
    search_cache_free(reactor->catalog.searches);
    charindex_unref(reactor->catalog.index);
    acceptor_free(reactor->acceptor);
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
    (void)sem_post(&reactor->started); /* for start_one(), where it could not start */
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

            reason_set(reason, "cannot create an eventfd: %s", strerror(errno));
            reactors_free(reactors);
            return r;
        }
        reactor->all = reactors;
        reactor->number = i;
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
        reason_set(reason, "cannot start a thread: %s", strerror(r));
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
    /* Reactor 0 last: it deals to the rings of the others. */
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

uint64_t reactors_turns(const struct reactors *reactors)
{
    uint64_t turns = 0;

    for (unsigned i = 0; i < reactors->count; i++)
        turns += atomic_load_explicit(&reactors->reactors[i].turns, memory_order_relaxed);
    return turns;
}

uint64_t reactors_tidied(const struct reactors *reactors)
{
    uint64_t rounds = 0;

    for (unsigned i = 0; i < reactors->count; i++)
        rounds += atomic_load_explicit(&reactors->reactors[i].tidied, memory_order_relaxed);
    return rounds;
}

static void wake_all(const struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->count; i++)
        (void)eventfd_write(reactors->wakes[i], 1);
}

void reactors_relieve(struct reactors *reactors)
{
    atomic_fetch_add_explicit(&reactors->reliefs, 1, memory_order_relaxed);
    wake_all(reactors);
}

static void give_order(struct reactors *reactors, enum order order)
{
    atomic_store_explicit(&reactors->order, order, memory_order_release);
    wake_all(reactors);
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
    /* Threads were started from the last reactor down. */
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
