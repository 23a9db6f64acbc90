/*
 * The whole transport by seed: reactors, the acceptor, telnet sessions and HTTP connections on real
 * libmicrohttpd, with every completion, every turn and the time decided by the seed.
 *
 * The oracles: a telnet client hears what the telnet machine says in a straight line, an HTTP client
 * the replies to its requests in their order, as the answers have them; where the seed cuts a
 * conversation short, it hears a prefix. Reactors that have nothing to do wait. All of them end when
 * they are told to, and leave no descriptor behind.
 *
 *     unit.server.transport.reactor_seeds             the seeds of the test suite
 *     unit.server.transport.reactor_seeds FROM TO     these
 *     unit.server.transport.reactor_seeds SEED        one, and tells what happens
 */

#include "server/transport/reactors.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/answers/http/api.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_reactors.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_seeds.h"
#include "tests/unit/server/transport/scripted_sessions.h"
#include "tests/unit/server/transport/scripted_sockets.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
    SUITE_SEEDS = 1000,
    CLIENTS_MAX = 6, /* fewer than one reactor takes */
    REQUESTS_MAX = 6,
    SETTLE_TURNS = 3000,
    WAITS_MAX = 50, /* deadlines on the way to the end */
};

static const char *const targets[] = {"/",
                                      "/nothing",
                                      "/api/v1/search?q=grinning",
                                      "/api/v1/search?q=a",
                                      "/api/v1/search?q=%22",
                                      "/opensearch.xml"};

struct client {
    enum listener_service service;
    int socket;
    struct buffer input, heard;
    size_t said;
    const char *requests[REQUESTS_MAX]; /* targets */
    size_t request_count;
    bool hung_up, gone;
    bool cut; /* it may hear less */
};

struct simulation {
    struct seeds *seeds;
    struct scripted_reactors scripted;
    struct client clients[CLIENTS_MAX];
    size_t count;
    bool rough;
};

static struct {
    size_t telnet, http, cut, handovers, failed_handovers, ended_accepts, short_sends, drains,
        aborts, wakes;
} met;

/*
 * Clients.
 */

static void prepare_telnet(struct simulation *simulation, struct client *client)
{
    static const char *const lines[] = {"x\n",     "grinning\r\n", "\n",
                                        ":help\n", "a\n",          ":limit 1\n"};

    for (uint64_t count = seeds_below(simulation->seeds, 6); count > 0; count--)
        buffer_append_text(&client->input, lines[seeds_below(simulation->seeds, COUNT(lines))]);
    if (seeds_one_in(simulation->seeds, 8))
        buffer_append_text(&client->input, ":quit\n");
}

static void prepare_http(struct simulation *simulation, struct client *client)
{
    client->request_count = seeds_below(simulation->seeds, REQUESTS_MAX + 1);
    for (size_t i = 0; i < client->request_count; i++) {
        client->requests[i] = targets[seeds_below(simulation->seeds, COUNT(targets))];
        buffer_append_format(&client->input, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                             client->requests[i]);
    }
}

static void connect_client(struct simulation *simulation)
{
    struct client *client = &simulation->clients[simulation->count];
    enum listener_service service =
        seeds_one_in(simulation->seeds, 2) ? LISTENER_TELNET : LISTENER_HTTP;
    int listener = simulation->scripted.listeners[service].socket;

    if (simulation->count == CLIENTS_MAX ||
        !scripted_ring_find(scripted_reactors_ring(&simulation->scripted, 0), RING_ACCEPT,
                            listener))
        return;
    *client = (struct client){.service = service};
    if (service == LISTENER_TELNET)
        prepare_telnet(simulation, client);
    else
        prepare_http(simulation, client);
    client->socket = scripted_reactors_connect(&simulation->scripted, service);
    simulation->count++;
    seeds_tell(simulation->seeds, "client %d connects to %s", client->socket,
               service == LISTENER_TELNET ? "telnet" : "HTTP");
}

static void say(struct client *client, size_t most)
{
    size_t size = client->input.size - client->said;
    ssize_t said;

    if (size > most)
        size = most;
    if (client->gone || client->hung_up || size == 0)
        return;
    said =
        send(client->socket, client->input.bytes + client->said, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    client->said += said > 0 ? (size_t)said : 0;
}

static void hear(struct client *client)
{
    if (!client->gone)
        (void)scripted_socket_read(client->socket, &client->heard);
}

static void hang_up(struct client *client)
{
    if (client->gone || client->hung_up)
        return;
    (void)shutdown(client->socket, SHUT_WR);
    client->hung_up = true;
    client->cut |= client->said < client->input.size;
}

static void leave(struct simulation *simulation, struct client *client)
{
    if (client->gone)
        return;
    seeds_tell(simulation->seeds, "client %d is gone", client->socket);
    hear(client);
    (void)close(client->socket);
    client->gone = client->cut = true;
}

/*
 * What they must hear.
 */

static void check_telnet(struct simulation *simulation, struct client *client)
{
    struct buffer expected = BUFFER_INIT;
    struct buffer *heard = &client->heard;

    scripted_sessions_recite(client->input.bytes, client->input.size, &expected);
    if (heard->size > expected.size ||
        (heard->size > 0 && memcmp(heard->bytes, expected.bytes, heard->size) != 0) ||
        (!client->cut && heard->size < expected.size))
        seeds_fail(simulation->seeds, "client %d heard \"%.*s\", not \"%.*s\"", client->socket,
                   (int)heard->size, heard->bytes, (int)expected.size, expected.bytes);
    met.telnet += !client->cut;
    buffer_release(&expected);
}

/* Takes one reply from the front of what was heard. Returns false where it is not all there. */
static bool take_reply(struct simulation *simulation, const char **at, const char *target)
{
    struct api_request request = {.method = API_GET,
                                  .target = target,
                                  .target_size = strlen(target),
                                  .site = {.authority = slice_of("localhost")}};
    struct catalog catalog = {.state = CATALOG_READY, .index = scripted_index()};
    const char *body = strstr(*at, "\r\n\r\n");
    struct api_reply reply;
    char head[32];
    bool all;

    if (!body)
        return false;
    body += 4;
    api_answer(&catalog, &request, &reply);
    while (!api_continue(&reply))
        ;
    (void)snprintf(head, sizeof head, "HTTP/1.1 %u ", reply.status);
    all = strlen(body) >= reply.size;
    if (strncmp(*at, head, strlen(head)) != 0 ||
        memcmp(body, reply.bytes, all ? reply.size : strlen(body)) != 0)
        seeds_fail(simulation->seeds, "%s was answered with \"%.200s\"", target, *at);
    *at = body + (all ? reply.size : 0);
    api_reply_release(&reply);
    return all;
}

static void check_http(struct simulation *simulation, struct client *client)
{
    const char *at;
    size_t replies = 0;

    buffer_append(&client->heard, "", 1);
    at = client->heard.bytes;
    while (replies < client->request_count &&
           take_reply(simulation, &at, client->requests[replies]))
        replies++;
    if (!client->cut && (replies < client->request_count || *at))
        seeds_fail(simulation->seeds,
                   "client %d heard %zu replies to %zu requests, then \"%.100s\"", client->socket,
                   replies, client->request_count, at);
    met.http += !client->cut;
}

static void check_client(struct simulation *simulation, struct client *client)
{
    met.cut += client->cut;
    if (client->service == LISTENER_TELNET)
        check_telnet(simulation, client);
    else
        check_http(simulation, client);
}

/*
 * The kernel, and time.
 */

/* Any operation of any reactor completes, or fails as it may. */
static void perform_one(struct simulation *simulation, unsigned number)
{
    struct ring *ring = scripted_reactors_ring(&simulation->scripted, number);
    size_t in_flight = scripted_ring_in_flight(ring), most = SIZE_MAX;
    struct scripted_operation *operation;
    bool more = !seeds_one_in(simulation->seeds, 8);

    if (in_flight == 0)
        return;
    operation = scripted_ring_operation(ring, seeds_below(simulation->seeds, in_flight));
    switch (operation->token.operation) {
    case RING_SEND:
        most = 1 + (size_t)seeds_below(simulation->seeds, operation->size);
        met.short_sends += most < operation->size;
        break;
    case RING_RECEIVE:
        if (seeds_one_in(simulation->seeds, 10)) {
            scripted_ring_complete(ring, operation, -ENOBUFS, false);
            return;
        }
        break;
    case RING_MESSAGE:
        met.handovers++;
        if (seeds_one_in(simulation->seeds, 4)) {
            met.failed_handovers++;
            scripted_ring_complete(ring, operation, -EOVERFLOW, false);
            return;
        }
        break;
    case RING_ACCEPT:
        if (seeds_one_in(simulation->seeds, 20)) {
            met.ended_accepts++;
            scripted_ring_complete(ring, operation, -ECONNABORTED, false);
        }
        return;
    case RING_POLL:
    case RING_HANDOVER:
    case RING_CANCEL:
        break;
    }
    (void)scripted_ring_perform(ring, operation, most, more);
}

static unsigned any_reactor(struct simulation *simulation)
{
    return (unsigned)seeds_below(simulation->seeds, simulation->scripted.config.threads);
}

static void turn_one(struct simulation *simulation)
{
    unsigned number = any_reactor(simulation);

    if (simulation->scripted.running[number])
        scripted_reactors_turn(&simulation->scripted, number, 0);
}

static void pass(struct simulation *simulation, uint64_t milliseconds)
{
    seeds_tell(simulation->seeds, "%" PRIu64 " ms pass", milliseconds);
    scripted_clock_pass(milliseconds);
    for (unsigned i = 0; i < simulation->scripted.config.threads; i++)
        if (simulation->scripted.running[i])
            scripted_reactors_turn(&simulation->scripted, i, 0);
}

/*
 * A simulation.
 */

static void act(struct simulation *simulation)
{
    struct seeds *seeds = simulation->seeds;
    struct client *client = &simulation->clients[seeds_below(seeds, simulation->count)];

    switch (seeds_below(seeds, 16)) {
    case 0:
        connect_client(simulation);
        break;
    case 1:
        say(client, 1 + (size_t)seeds_below(seeds, 40));
        break;
    case 2:
        say(client, SIZE_MAX);
        break;
    case 3:
        hear(client);
        break;
    case 4:
        if (client->service == LISTENER_TELNET && client->said == client->input.size)
            hang_up(client);
        break;
    case 5:
        pass(simulation, seeds_below(seeds, 100));
        break;
    case 6:
        (void)eventfd_write(reactors_wakes(simulation->scripted.reactors)[any_reactor(simulation)],
                            1);
        met.wakes++;
        break;
    case 7:
        if (simulation->rough && seeds_one_in(seeds, 4))
            leave(simulation, client);
        break;
    case 8:
    case 9:
    case 10:
        turn_one(simulation);
        break;
    default:
        perform_one(simulation, any_reactor(simulation));
        break;
    }
}

static bool any_running(const struct simulation *simulation)
{
    bool running = false;

    for (unsigned i = 0; i < simulation->scripted.config.threads; i++)
        running |= simulation->scripted.running[i];
    return running;
}

/* Everything is said and heard that can be, without time. */
static void settle(struct simulation *simulation)
{
    size_t before;
    size_t after = 0;

    do {
        before = after;
        after = 0;
        for (size_t i = 0; i < simulation->count; i++)
            say(&simulation->clients[i], SIZE_MAX);
        (void)scripted_reactors_settle(&simulation->scripted, SETTLE_TURNS);
        for (size_t i = 0; i < simulation->count; i++) {
            hear(&simulation->clients[i]);
            after += simulation->clients[i].heard.size + simulation->clients[i].said;
        }
        (void)scripted_reactors_settle(&simulation->scripted, SETTLE_TURNS);
    } while (after > before);
}

/* Until here only clients have ended connections: those that did not have heard everything. Then
 * all reactors end, at the latest by their deadlines. */
static void finish(struct simulation *simulation)
{
    int error;

    if (simulation->rough) {
        for (size_t i = 0; i < simulation->count; i++)
            simulation->clients[i].cut = true;
    } else {
        settle(simulation);
        for (size_t i = 0; i < simulation->count; i++)
            if (simulation->clients[i].service == LISTENER_TELNET)
                hang_up(&simulation->clients[i]);
        settle(simulation);
    }
    if (seeds_one_in(simulation->seeds, 3)) {
        reactors_abort(simulation->scripted.reactors);
        met.aborts++;
    } else {
        reactors_drain(simulation->scripted.reactors);
        met.drains++;
    }
    if (simulation->rough) /* what has been accepted by then is turned away */
        connect_client(simulation);
    for (size_t i = 0; simulation->rough && i < simulation->count; i++)
        simulation->clients[i].cut = true;
    settle(simulation);
    for (int waits = 0; any_running(simulation); waits++) {
        if (waits == WAITS_MAX)
            seeds_fail(simulation->seeds, "a reactor does not end");
        pass(simulation, 2000);
        settle(simulation);
    }
    if (!reactors_finished(simulation->scripted.reactors, &error) || error != 0)
        seeds_fail(simulation->seeds, "the reactors ended with %d", error);
}

static bool was_turned_away(const struct client *client)
{
    static const char telnet[] = "Too many", http[] = "HTTP/1.1 503";

    return client->heard.size > sizeof http &&
           (memcmp(client->heard.bytes, telnet, sizeof telnet - 1) == 0 ||
            memcmp(client->heard.bytes, http, sizeof http - 1) == 0);
}

static void simulate(struct seeds *seeds)
{
    struct simulation simulation = {.seeds = seeds, .rough = seeds_one_in(seeds, 2)};
    struct reason reason;
    size_t descriptors = scripted_descriptors();

    scripted_rings_reset(true);
    scripted_indexer_set(CATALOG_READY, 0);
    if (scripted_reactors_start(&simulation.scripted, 1 + (unsigned)seeds_below(seeds, 3),
                                &reason) < 0)
        seeds_fail(seeds, "the reactors do not start: %s", reason.text);
    connect_client(&simulation);
    for (uint64_t acts = 20 + seeds_below(seeds, 200); acts > 0; acts--)
        act(&simulation);
    finish(&simulation);
    for (size_t i = 0; i < simulation.count; i++) {
        struct client *client = &simulation.clients[i];

        if (!client->cut || !was_turned_away(client))
            check_client(&simulation, client);
        if (!client->gone)
            (void)close(client->socket);
        buffer_release(&client->input);
        buffer_release(&client->heard);
    }
    scripted_reactors_free(&simulation.scripted);
    if (scripted_descriptors() != descriptors)
        seeds_fail(seeds, "%zu descriptors are open, %zu were", scripted_descriptors(),
                   descriptors);
}

static void check_met(const struct seeds *seeds)
{
    const size_t counts[] = {
        met.telnet,        met.http,        met.cut,    met.handovers, met.failed_handovers,
        met.ended_accepts, met.short_sends, met.drains, met.aborts,    met.wakes};

    (void)printf("%zu telnet and %zu HTTP clients heard everything, %zu were cut\n"
                 "%zu handovers, %zu failed, %zu ended accepts, %zu short sends\n"
                 "%zu drains, %zu aborts, %zu wake-ups\n",
                 counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6],
                 counts[7], counts[8], counts[9]);
    for (size_t i = 0; i < COUNT(counts); i++)
        if (counts[i] == 0)
            seeds_fail(seeds, "the seeds did not meet everything: see the figures");
}

int main(int argc, char **argv)
{
    struct seeds seeds;

    if (!seeds_begin(&seeds, argc, argv, SUITE_SEEDS))
        return 2;
    while (seeds_next(&seeds))
        simulate(&seeds);
    if (seeds_are_many(&seeds))
        check_met(&seeds);
    scripted_index_free();
    return 0;
}
