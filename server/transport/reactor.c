/*
 * One turn of a reactor: wait, dispatch completions, dispatch deadlines, run HTTP, serve the peers that
 * queue for their turn. All serving happens in these turns, and none of them blocks.
 */

#include "server/transport/reactor.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include "index/present/row_cache.h"
#include "server/base/clock.h"
#include "server/base/log.h"
static enum order ordered(const struct reactor *reactor)
{
    return (enum order)atomic_load_explicit(&reactor->all->order, memory_order_acquire);
}

static bool has_ended(const struct reactors_shared *all, unsigned number)
{
    return atomic_load_explicit(&all->ended[number], memory_order_acquire);
}

/*
 * Sockets.
 */

/* Stopping does not turn a client away: it has been accepted, and may have sent its request. */
static void take(struct reactor *reactor, enum listener_service service, int socket)
{
    bool taken;

    if (reactor->obeyed == ORDER_ABORT) {
        places_give_back(reactor->all->places, socket);
        (void)close(socket);
        return;
    }
    taken = service == LISTENER_TELNET ? sessions_open(reactor->sessions, socket)
                                       : http_open(reactor->http, socket);

    if (!taken) {
        places_give_back(reactor->all->places, socket);
        refusals_begin(reactor->refusals, service, socket, REFUSAL_FULL);
    } else if (service == LISTENER_HTTP) {
        reactor->http_waits = true;
    }
}

static void arrived(struct reactor *reactor, const struct arrival *arrival)
{
    if (arrival->refused && reactor->obeyed < ORDER_ABORT)
        refusals_begin(reactor->refusals, arrival->service, arrival->socket, arrival->cause);
    else
        take(reactor, arrival->service, arrival->socket);
}

/* A socket that has been accepted just when the daemon is told to stop is not dealt to another
 * reactor, which may have ended. It is served here. */
static void accepted(struct reactor *reactor, const struct ring_completion *completion)
{
    struct arrival arrival;

    if (ordered(reactor) >= ORDER_DRAIN)
        acceptor_stop(reactor->acceptor);
    if (acceptor_complete(reactor->acceptor, completion, &arrival))
        arrived(reactor, &arrival);
}

static void handed_over(struct reactor *reactor, const struct ring_completion *completion)
{
    atomic_store_explicit(&reactor->all->taken[completion->token.generation], true,
                          memory_order_release);
    take(reactor, (enum listener_service)completion->token.slot, completion->result);
}

/* A reactor may end while sockets are on their way to it: it fails, or all are told to end. */
static void take_left(struct reactor *reactor)
{
    struct arrival arrival;

    while (acceptor_left(reactor->acceptor, &arrival))
        arrived(reactor, &arrival);
}

/*
 * The index, the settings and the main thread's orders, all announced by the eventfd.
 */

static void fetch_catalog(struct reactor *reactor)
{
    enum catalog_state before = reactor->catalog.state;

    if (indexer_fetch(reactor->all->indexer, &reactor->catalog)) {
        search_cache_clear(reactor->catalog.searches);
        row_cache_clear(reactor->catalog.rows);
        http_clear_cache(reactor->http);
        reactor->catalog.fetched = reactor->catalog.uptime;
    }
    (void)fonts_fetch(reactor->all->around.fonts, &reactor->catalog.fonts);
    if (reactor->catalog.state != before)
        sessions_awake(reactor->sessions);
}

static void fetch_settings(struct reactor *reactor)
{
    if (!live_settings_fetch(&reactor->all->live, &reactor->settings_version, &reactor->settings))
        return;
    reactor_use_settings(reactor);
    if (reactor->acceptor)
        places_limit(reactor->all->places, &reactor->settings);
}

static void obey(struct reactor *reactor, enum order order)
{
    if (order == reactor->obeyed)
        return;
    reactor->catalog.leaving = true;
    http_leave(reactor->http);
    if (reactor->obeyed < ORDER_DRAIN && order >= ORDER_DRAIN) {
        if (reactor->acceptor)
            acceptor_stop(reactor->acceptor);
        sessions_drain(reactor->sessions);
        http_drain(reactor->http);
        reactor->http_waits = true;
    }
    if (order == ORDER_ABORT) {
        sessions_abort(reactor->sessions);
        refusals_abort(reactor->refusals);
    }
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

    if (completion->token.slot >= POLL_PROXIED) {
        accepted(reactor, completion);
        return;
    }
    if (completion->token.slot >= POLL_REFUSALS) {
        refusals_complete(reactor->refusals, completion);
        return;
    }
    if (completion->token.slot == POLL_HTTP) {
        reactor->http_polled = false;
        reactor->http_waits = true;
        return;
    }
    reactor->wake_polled = false;
    (void)eventfd_read(reactor->all->wakes[reactor->number], &value);
    fetch_catalog(reactor);
    fetch_settings(reactor);
    relieve(reactor);
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
        sessions_complete(reactor->sessions, completion);
        break;
    case RING_ACCEPT:
    case RING_MESSAGE:
        accepted(reactor, completion);
        break;
    case RING_POLL:
        poll_complete(reactor, completion);
        break;
    case RING_HANDOVER:
        handed_over(reactor, completion);
        break;
    case RING_CANCEL: /* the cancelled operation completes as well */
        break;
    }
}

static void expire(struct reactor *reactor, struct deadline *deadline)
{
    switch (deadline->owner) {
    case DEADLINE_SESSION:
        session_expire(deadline);
        break;
    case DEADLINE_HTTP:
        http_expire(reactor->http, deadline);
        reactor->http_waits = true;
        break;
    case DEADLINE_ACCEPT:
    case DEADLINE_PROXIED:
        acceptor_expire(reactor->acceptor, deadline);
        break;
    case DEADLINE_HOUSEKEEPING:
        if (housekeeping_expire(&reactor->housekeeping))
            counter_add(&reactor->tidied, 1);
        break;
    case DEADLINE_REFUSAL:
        refusals_expire(reactor->refusals, deadline);
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
    uint64_t began = clock_microseconds(), now = began / 1000;

    reactor->turns.began = began;
    wheel_advance(&reactor->wheel, now);
    reactor->catalog.uptime = (now - reactor->all->around.started) / 1000;
}

/* Is there work that no completion announces? */
static bool is_busy(const struct reactor *reactor)
{
    return reactor->http_waits || turns_wait(&reactor->turns);
}

static void serve_queue(struct reactor *reactor)
{
    struct turn *turn;

    while ((turn = turns_next(&reactor->turns))) {
        switch (turn->owner) {
        case TURN_SESSION:
            session_turn(turn);
            break;
        case TURN_HTTP:
            http_turn(reactor->http, turn);
            reactor->http_waits = true; /* the reply is to be sent */
            break;
        }
    }
}

/* Counters of what is counted elsewhere. */
static void publish(struct reactor *reactor)
{
    struct counters *counters = &reactor->all->counters[reactor->number];

    counter_set(&counters->searches_cached, search_cache_hits(reactor->catalog.searches));
    counter_set(&counters->searches_missed, search_cache_misses(reactor->catalog.searches));
    counter_set(&counters->ring_overflows, ring_overflows(reactor->ring));
    counter_set(&counters->telnet_reading,
                counter_get(&counters->telnet_open) - counter_get(&counters->telnet_writing));
    counter_add(&counters->turns, 1);
    if (reactor->notes.log && reactor->number == 0)
        counter_set(&counters->access_unwritten, access_log_unwritten(reactor->notes.log));
    if (reactor->acceptor && acceptor_pauses(reactor->acceptor))
        counter_set(&counters->unaccepting, reactor->catalog.uptime + 1);
    http_publish(reactor->http);
}

static int turn(struct reactor *reactor)
{
    struct ring_completion completion;
    struct deadline *deadline;
    int r;

    arm_polls(reactor);
    wheel_advance(&reactor->wheel, clock_now());
    r = ring_wait(reactor->ring, is_busy(reactor) ? 0 : wheel_wait(&reactor->wheel));
    if (r < 0)
        return r;
    turns_begin(&reactor->turns);
    counter_add(&reactor->turned, 1);
    note_time(reactor);
    if (reactor->catalog.state == CATALOG_BUILDING) /* its progress is not announced */
        fetch_catalog(reactor);
    while (ring_next(reactor->ring, &completion))
        complete(reactor, &completion);
    obey(reactor, ordered(reactor)); /* not before: what clients have sent by then is answered */
    if (reactor->acceptor)
        take_left(reactor);
    wheel_advance(&reactor->wheel, clock_now());
    while ((deadline = wheel_expired(&reactor->wheel)))
        expire(reactor, deadline);
    if (is_busy(reactor)) /* what was said above does not wait for the work below */
        ring_submit(reactor->ring);
    if (reactor->http_waits)
        reactor->http_waits = http_run(reactor->http);
    serve_queue(reactor);
    publish(reactor);
    return reactor->acceptor ? acceptor_error(reactor->acceptor) : 0;
}

/* Reactor 0 ends last: others may leave sockets to it. */
static bool is_last(const struct reactor *reactor)
{
    for (unsigned i = 1; i < reactor->all->count; i++)
        if (!has_ended(reactor->all, i))
            return false;
    return acceptor_rests(reactor->acceptor);
}

static bool is_done(const struct reactor *reactor)
{
    if (reactor->obeyed < ORDER_DRAIN || sessions_count(reactor->sessions) > 0 ||
        refusals_count(reactor->refusals) > 0)
        return false;
    if (reactor->acceptor && !is_last(reactor))
        return false;
    return reactor->obeyed == ORDER_ABORT || http_count(reactor->http) == 0;
}

int reactor_run(struct reactor *reactor)
{
    int error = 0;

    if (reactor->acceptor)
        acceptor_start(reactor->acceptor);
    while (error == 0 && !is_done(reactor))
        error = turn(reactor);
    if (error == 0)
        return 0;
    log_error("Reactor %u failed: %s", reactor->number,
              error == -EBADR ? "the kernel was out of memory and has lost completions"
                              : strerror(-error));
    if (reactor->acceptor)
        acceptor_abandon(reactor->acceptor); /* otherwise clients would wait in its queue */
    return error;
}

uint64_t reactor_turned(const struct reactor *reactor)
{
    return atomic_load_explicit(&reactor->turned, memory_order_relaxed);
}

uint64_t reactor_tidied(const struct reactor *reactor)
{
    return atomic_load_explicit(&reactor->tidied, memory_order_relaxed);
}
