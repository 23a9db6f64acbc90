/*
 * Rings are created in the order in which reactors are started: from the last one down.
 */

#include "tests/unit/server/transport/scripted_reactors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

static void open_listener(struct listener *listener, enum listener_service service)
{
    struct sockaddr address = {.sa_family = AF_UNIX};

    *listener = (struct listener){
        .socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
        .service = service,
        .address = "the script",
    };
    /* An address of the kernel's choice. */
    if (listener->socket < 0 || bind(listener->socket, &address, sizeof address.sa_family) < 0 ||
        listen(listener->socket, 4) < 0) {
        perror("a listener");
        abort();
    }
    listener->bound.size = sizeof listener->bound.address;
    (void)getsockname(listener->socket, (struct sockaddr *)&listener->bound.address,
                      &listener->bound.size);
}

int scripted_reactors_start(struct scripted_reactors *scripted, unsigned threads,
                            struct reason *reason)
{
    struct reactors_surroundings around = {
        .config = &scripted->config,
        .listeners = scripted->listeners,
        .listener_count = LISTENER_SERVICES,
    };
    int r;

    *scripted = (struct scripted_reactors){
        .config = {.threads = threads,
                   .max_sessions = 8 * threads,
                   .max_connections = 8 * threads,
                   .live = {.idle_seconds = 60,
                            .keep_alive_seconds = 60,
                            .header_seconds = 10,
                            .write_seconds = 20,
                            .shutdown_seconds = 10}},
    };
    scripted_clock_reset();
    around.started = clock_now();
    for (int service = 0; service < LISTENER_SERVICES; service++)
        open_listener(&scripted->listeners[service], (enum listener_service)service);
    if (reactors_new(&scripted->reactors, &around, reason) < 0)
        abort();
    r = reactors_start(scripted->reactors, NULL, reason);
    for (unsigned i = 0; i < threads; i++) {
        struct ring *ring = scripted_reactors_ring(scripted, i);

        scripted->running[i] = ring && scripted_ring_arrive(ring);
    }
    return r;
}

void scripted_reactors_free(struct scripted_reactors *scripted)
{
    reactors_join(scripted->reactors);
    reactors_free(scripted->reactors);
    for (int service = 0; service < LISTENER_SERVICES; service++)
        listener_close(&scripted->listeners[service]);
}

struct ring *scripted_reactors_ring(const struct scripted_reactors *scripted, unsigned number)
{
    return scripted_ring_at(scripted->config.threads - 1 - number);
}

void scripted_reactors_turn(struct scripted_reactors *scripted, unsigned number, int result)
{
    scripted->running[number] =
        scripted_ring_turn(scripted_reactors_ring(scripted, number), result);
}

size_t scripted_reactors_settle(struct scripted_reactors *scripted, size_t most)
{
    size_t turns = 0, before;

    do {
        before = turns;
        for (unsigned i = 0; i < scripted->config.threads; i++) {
            struct ring *ring = scripted_reactors_ring(scripted, i);

            if (!scripted->running[i])
                continue;
            scripted_ring_perform_all(ring);
            if (scripted_ring_completed(ring) == 0 && scripted_ring_asked(ring) != 0)
                continue;
            scripted_reactors_turn(scripted, i, 0);
            turns++;
        }
        if (turns > most) {
            (void)fprintf(stderr, "The reactors have turned %zu times and do not rest\n", turns);
            abort();
        }
    } while (turns > before);
    return turns;
}

int scripted_reactors_connect(struct scripted_reactors *scripted, enum listener_service service)
{
    struct ring *ring = scripted_reactors_ring(scripted, 0);
    struct scripted_operation *accept =
        scripted_ring_find(ring, RING_ACCEPT, scripted->listeners[service].socket);
    int client;

    if (!accept) {
        (void)fprintf(stderr, "No accept is in flight\n");
        abort();
    }
    scripted_ring_complete(ring, accept, scripted_socket_pair(&client), true);
    return client;
}

void scripted_reactors_stop(struct scripted_reactors *scripted)
{
    reactors_abort(scripted->reactors);
    (void)scripted_reactors_settle(scripted, 1000);
    for (unsigned i = 0; i < scripted->config.threads; i++) {
        if (scripted->running[i]) {
            (void)fprintf(stderr, "Reactor %u does not end\n", i);
            abort();
        }
    }
}
