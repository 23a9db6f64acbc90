/*
 * Threads: each runs one reactor. All that passes between them and the main thread are atomics, and an
 * eventfd that wakes a reactor to read them.
 */

#include "server/transport/reactors.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct member {
    struct reactor *reactor;
    unsigned number;
    pthread_t thread;
    sem_t started;
    int error; /* -errno, when it could not start or has failed */
    struct reason reason;
    uint64_t turned; /* at the last ping */
    atomic_bool finished;
};

struct reactors {
    struct reactors_shared shared;
    unsigned running; /* threads started */
    struct member members[LIMIT_REACTORS];
};

static void *member_main(void *context)
{
    struct member *member = context;
    char name[16];

    (void)snprintf(name, sizeof name, "reactor %u", member->number % 1000);
    (void)pthread_setname_np(pthread_self(), name);
    member->error = reactor_open(member->reactor, &member->reason);
    if (member->error == 0) {
        (void)sem_post(&member->started);
        member->error = reactor_run(member->reactor);
    }
    reactor_close(member->reactor);
    atomic_store_explicit(&member->finished, true, memory_order_release);
    (void)sem_post(&member->started); /* for start_one(), where it could not start */
    return NULL;
}

static int member_init(struct member *member, struct reactors_shared *shared, unsigned number,
                       struct reason *reason)
{
    member->number = number;
    shared->wakes[number] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (shared->wakes[number] < 0) {
        int r = -errno;

        reason_set(reason, "cannot create an eventfd: %s", strerror(errno));
        return r;
    }
    member->reactor = reactor_new(shared, number);
    if (!member->reactor) {
        reason_set(reason, "no memory for the reactors");
        return -ENOMEM;
    }
    return 0;
}

int reactors_new(struct reactors **out, const struct reactors_surroundings *surroundings,
                 struct reason *reason)
{
    struct reactors *reactors = calloc(1, sizeof *reactors);
    int r = 0;

    assert(surroundings->listener_count <= LISTENERS_MAX);
    if (!reactors) {
        reason_set(reason, "no memory for the reactors");
        return -ENOMEM;
    }
    reactors->shared.around = *surroundings;
    live_settings_init(&reactors->shared.live, &surroundings->config->live);
    reactors->shared.count = surroundings->config->threads;
    for (unsigned i = 0; i < reactors->shared.count; i++) {
        reactors->shared.wakes[i] = -1;
        (void)sem_init(&reactors->members[i].started, 0, 0);
    }
    reactors->shared.places = places_new(surroundings->config);
    if (!reactors->shared.places) {
        reason_set(reason, "no memory to count places");
        r = -ENOMEM;
    }
    reactors->shared.clients =
        clients_new(surroundings->config->max_sessions + surroundings->config->max_connections +
                    LIMIT_SOCKETS_MORE);
    if (r == 0 && !reactors->shared.clients) {
        reason_set(reason, "no memory for the addresses of clients");
        r = -ENOMEM;
    }
    for (unsigned i = 0; r == 0 && i < reactors->shared.count; i++)
        r = member_init(&reactors->members[i], &reactors->shared, i, reason);
    if (r < 0) {
        reactors_free(reactors);
        return r;
    }
    *out = reactors;
    return 0;
}

const int *reactors_wakes(const struct reactors *reactors)
{
    return reactors->shared.wakes;
}

static int start_one(struct reactors *reactors, unsigned number, struct reason *reason)
{
    struct member *member = &reactors->members[number];
    int r = pthread_create(&member->thread, NULL, member_main, member);

    if (r != 0) {
        reason_set(reason, "cannot start a thread: %s", strerror(r));
        return -r;
    }
    reactors->running++;
    while (sem_wait(&member->started) < 0)
        ;
    if (atomic_load_explicit(&member->finished, memory_order_acquire)) {
        *reason = member->reason;
        return member->error;
    }
    return 0;
}

int reactors_start(struct reactors *reactors, struct indexer *indexer, struct reason *reason)
{
    reactors->shared.indexer = indexer;
    /* Reactor 0 last: it deals to the rings of the others. */
    for (unsigned i = reactors->shared.count; i-- > 0;) {
        int r = start_one(reactors, i, reason);

        if (r < 0) {
            reactors_abort(reactors);
            return r;
        }
    }
    return 0;
}

static void wake_all(const struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->shared.count; i++)
        (void)eventfd_write(reactors->shared.wakes[i], 1);
}

void reactors_ping(struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->shared.count; i++)
        reactors->members[i].turned = reactor_turned(reactors->members[i].reactor);
    wake_all(reactors);
}

bool reactors_turned(struct reactors *reactors)
{
    for (unsigned i = 0; i < reactors->shared.count; i++)
        if (reactor_turned(reactors->members[i].reactor) == reactors->members[i].turned)
            return false;
    return true;
}

uint64_t reactors_turns(const struct reactors *reactors)
{
    uint64_t turns = 0;

    for (unsigned i = 0; i < reactors->shared.count; i++)
        turns += reactor_turned(reactors->members[i].reactor);
    return turns;
}

uint64_t reactors_tidied(const struct reactors *reactors)
{
    uint64_t rounds = 0;

    for (unsigned i = 0; i < reactors->shared.count; i++)
        rounds += reactor_tidied(reactors->members[i].reactor);
    return rounds;
}

void reactors_configure(struct reactors *reactors, const struct config_live *settings)
{
    live_settings_publish(&reactors->shared.live, settings);
    wake_all(reactors);
}

void reactors_relieve(struct reactors *reactors)
{
    atomic_fetch_add_explicit(&reactors->shared.reliefs, 1, memory_order_relaxed);
    wake_all(reactors);
}

static void give_order(struct reactors *reactors, enum order order)
{
    atomic_store_explicit(&reactors->shared.order, order, memory_order_release);
    wake_all(reactors);
}

void reactors_leave(struct reactors *reactors)
{
    give_order(reactors, ORDER_LEAVE);
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
    for (unsigned i = 0; i < reactors->shared.count; i++) {
        const struct member *member = &reactors->members[i];

        if (!atomic_load_explicit(&member->finished, memory_order_acquire))
            all = false;
        else if (member->error != 0)
            *error = member->error;
    }
    return all;
}

void reactors_join(struct reactors *reactors)
{
    /* Threads were started from the last reactor down. */
    for (; reactors->running > 0; reactors->running--)
        (void)pthread_join(reactors->members[reactors->shared.count - reactors->running].thread,
                           NULL);
}

void reactors_free(struct reactors *reactors)
{
    if (!reactors)
        return;
    assert(reactors->running == 0);
    for (unsigned i = 0; i < reactors->shared.count; i++) {
        reactor_free(reactors->members[i].reactor);
        (void)sem_destroy(&reactors->members[i].started);
        if (reactors->shared.wakes[i] >= 0)
            (void)close(reactors->shared.wakes[i]);
    }
    places_free(reactors->shared.places);
    clients_free(reactors->shared.clients);
    live_settings_release(&reactors->shared.live);
    free(reactors);
}
