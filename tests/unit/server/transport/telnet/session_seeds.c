/*
 * Telnet sessions under any order of completions: a simulation for each of many seeds.
 *
 * A seed decides everything: what the clients send and in which pieces, when they read and leave,
 * which operation completes next, how many bytes it moves, which errors the kernel answers with,
 * how much time passes, when the index comes, and when the daemon ends. The sockets are real, so
 * what arrives is what was sent.
 *
 * The oracles know nothing of sessions:
 *   - a client hears what the telnet machine says in a straight line, or a prefix of it where
 *     something cut it short that the seed knows of;
 *   - every session ends, without time passing where nothing but completions is missing, and with
 *     no more completions than bytes and errors account for;
 *   - afterwards nothing is in flight, no deadline is set and every socket is closed;
 *   - the scripted ring checks its contract at every submission, completion and close.
 *
 *     unit.server.transport.session_seeds             the seeds of the test suite
 *     unit.server.transport.session_seeds FROM TO     these
 *     unit.server.transport.session_seeds SEED        one, and tells what happens
 */

#include "server/transport/telnet/sessions.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_seeds.h"
#include "tests/unit/server/transport/scripted_sessions.h"
#include "tests/unit/server/transport/scripted_sockets.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PROGRESS     "Building the index: 42%\r\n"

enum {
    SUITE_SEEDS = 10000,
    CLIENTS_MAX = 8, /* of one seed */
    OPEN_MAX = 3,    /* at the same time */
    ROUNDS_MAX = 5000,
    ANSWERED_MS = 9500, /* since the drain: half of shutdown_seconds, and less than a tick */
};

struct client {
    int server, socket;
    struct buffer input;
    size_t said;
    struct buffer heard, expected;
    struct ring_token receive; /* of the session, for stale completions */
    bool open;                 /* its session is not known to be over */
    bool hung_up;              /* it sends no more */
    bool deaf;                 /* it reads no more */
    bool stubborn;             /* it will not hang up */
    bool gone;                 /* its socket is closed */
    bool cut;                  /* its replies may end anywhere */
    bool drained;              /* or after any of them */
    size_t owed;               /* bytes of its lines before that, which are all answered */
    bool negotiates;
};

struct simulation {
    struct scripted_sessions scripted;
    struct seeds *seeds;
    struct client clients[CLIENTS_MAX];
    size_t count;
    bool rough;    /* clients and kernel misbehave */
    bool draining; /* or aborting */
    bool aborting;
    uint64_t drained_at; /* by clock_now() */
    bool waited;         /* the index was not there at first */
    size_t completions, moved, excuses;
};

/* What a run has met; a run of the suite has to meet all of it. */
static struct {
    size_t sessions, exact, drained, cut, turned_away;
    size_t short_sends, send_errors, ended_multishots, no_buffers, pauses, stale;
    size_t waits, deadlines, drains, aborts, interrupts, queues, owed;
} met;

/*
 * Clients.
 */

static void add_line(struct simulation *simulation, struct client *client)
{
    static const char *const lines[] = {
        "x\n",          "grinning\r\n", "a\n",         "latin capital\n", "\n",
        " \r\n",        ":help\n",      ":limit 1\n",  ":limit all\n",    ":more\n",
        ":scope all\n", ":json on\n",   ":json off\n", "\"latin\n",       ":sort relevance\n",
        "keycap\n",     "U+0041\n",     ":unknown\n",  "face\n",          "one\r\0",
    };
    static const char *const rare[] = {
        "\377\373\001", "\377\375\006\n", "\377\372\030\001\377\360x\n", "a\377\366\n", ":quit\n",
        "\300\200\n",   "\001\n",
    };
    struct seeds *seeds = simulation->seeds;
    const char *line;

    if (seeds_one_in(seeds, 25)) {
        line = rare[seeds_below(seeds, COUNT(rare))];
        client->negotiates |= strchr(line, '\377') != NULL;
    } else {
        line = lines[seeds_below(seeds, COUNT(lines))];
    }
    buffer_append(&client->input, line, strlen(line) + (line[strlen(line) - 1] == '\r'));
}

/* More than a session lets wait, and then some. */
static void add_flood(struct simulation *simulation, struct client *client)
{
    static const char *const lines[] = {"\n", "x\n", ":limit\n", "x\n", ":help\n"};
    const char *line = lines[seeds_below(simulation->seeds, COUNT(lines))];
    size_t size = 3000 + seeds_below(simulation->seeds, 6000);

    while (client->input.size < size)
        buffer_append_text(&client->input, line);
}

static void prepare_input(struct simulation *simulation, struct client *client)
{
    struct seeds *seeds = simulation->seeds;

    if (seeds_one_in(seeds, 40))
        add_flood(simulation, client);
    for (uint64_t lines = seeds_below(seeds, 8); lines > 0; lines--)
        add_line(simulation, client);
    if (seeds_one_in(seeds, 6)) /* a line without an end */
        buffer_append_text(&client->input, "smal");
    if (simulation->rough && seeds_one_in(seeds, 8)) {
        buffer_append_text(&client->input, seeds_one_in(seeds, 2) ? "\003" : "\377\364");
        for (uint64_t lines = seeds_below(seeds, 3); lines > 0; lines--)
            add_line(simulation, client);
        client->cut = true;
        met.interrupts++;
    }
}

/*
 * The oracle.
 */

/* Progress lines depend on the time: out they go, the last one perhaps cut short. No other line of
 * these replies is like them. */
static void drop_progress(struct buffer *heard)
{
    size_t size = sizeof PROGRESS - 1;
    char *found;

    while ((found = memmem(heard->bytes, heard->size, PROGRESS, size))) {
        memmove(found, found + size, heard->size - (size_t)(found + size - heard->bytes));
        heard->size -= size;
    }
    for (size = sizeof PROGRESS - 2; size > 0; size--) {
        if (heard->size >= size && memcmp(heard->bytes + heard->size - size, PROGRESS, size) == 0) {
            heard->size -= size;
            return;
        }
    }
}

static bool ends_in_prompt(const struct buffer *heard)
{
    return heard->size >= 3 && memcmp(heard->bytes + heard->size - 3, "?> ", 3) == 0;
}

/* A client that was drained in time has heard the replies to all that it had said. */
static void check_owed(struct simulation *simulation, struct client *client)
{
    uint64_t since = clock_now() - simulation->drained_at;
    struct buffer replies = BUFFER_INIT;

    if (simulation->waited || client->owed == 0 || since >= ANSWERED_MS)
        return;
    scripted_sessions_recite(client->input.bytes, client->owed, &replies);
    if (client->heard.size < replies.size)
        seeds_fail(simulation->seeds, "a drained client heard \"%.*s\", but had asked for \"%.*s\"",
                   (int)client->heard.size, client->heard.bytes, (int)replies.size, replies.bytes);
    buffer_release(&replies);
    met.owed++;
}

static void check_heard(struct simulation *simulation, struct client *client)
{
    struct buffer *heard = &client->heard, *expected = &client->expected;

    scripted_sessions_recite(client->input.bytes, client->input.size, expected);
    if (heard->size > 0 && simulation->waited)
        drop_progress(heard);
    if (heard->size > expected->size ||
        (heard->size > 0 && memcmp(heard->bytes, expected->bytes, heard->size) != 0))
        seeds_fail(simulation->seeds, "client %d heard \"%.*s\", not \"%.*s\"", client->socket,
                   (int)heard->size, heard->bytes, (int)expected->size, expected->bytes);
    if (client->cut) {
        met.cut++;
        return;
    }
    check_owed(simulation, client);
    if (heard->size == expected->size)
        met.exact++;
    else if (!client->drained)
        seeds_fail(simulation->seeds, "a client heard only %zu bytes of %zu", heard->size,
                   expected->size);
    else if (!client->negotiates && !ends_in_prompt(heard))
        seeds_fail(simulation->seeds, "a drained session ended within a reply: \"%.*s\"",
                   (int)heard->size, heard->bytes);
    else
        met.drained++;
}

static void hear(struct simulation *simulation, struct client *client)
{
    size_t before = client->heard.size;

    if (!client->open || client->deaf || client->gone)
        return;
    (void)scripted_socket_read(client->socket, &client->heard);
    simulation->moved += client->heard.size - before;
    scripted_socket_acknowledge(client->server, client->heard.size);
    if (client->heard.size > before)
        seeds_tell(simulation->seeds, "client %d hears %zu bytes", client->socket,
                   client->heard.size - before);
}

static void say(struct simulation *simulation, struct client *client, size_t most)
{
    size_t size = client->input.size - client->said;
    ssize_t said;

    if (size > most)
        size = most;
    if (client->gone || client->hung_up || size == 0)
        return;
    said =
        send(client->socket, client->input.bytes + client->said, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (said <= 0)
        return;
    client->said += (size_t)said;
    simulation->moved += (size_t)said;
    seeds_tell(simulation->seeds, "client %d says %zd bytes", client->socket, said);
}

static void hang_up(struct simulation *simulation, struct client *client)
{
    if (client->gone || client->hung_up || client->stubborn)
        return;
    seeds_tell(simulation->seeds, "client %d hangs up", client->socket);
    (void)shutdown(client->socket, SHUT_WR);
    client->hung_up = true;
    simulation->excuses++;
    /* What was not said is not expected. */
    client->input.size = client->said;
}

static void leave(struct simulation *simulation, struct client *client)
{
    if (client->gone)
        return;
    seeds_tell(simulation->seeds, "client %d is gone", client->socket);
    hear(simulation, client);
    (void)close(client->socket);
    client->gone = client->cut = true;
}

static void notice_ends(struct simulation *simulation)
{
    for (size_t i = 0; i < simulation->count; i++) {
        struct client *client = &simulation->clients[i];

        if (!client->open || !scripted_socket_is_closed(client->server))
            continue;
        seeds_tell(simulation->seeds, "the session of client %d is over", client->socket);
        client->deaf = false;
        hear(simulation, client);
        client->open = false;
        if (!client->gone && !scripted_socket_read(client->socket, &client->heard))
            seeds_fail(simulation->seeds, "a closed session's socket is open");
    }
}

static void connect_client(struct simulation *simulation)
{
    struct client *client = &simulation->clients[simulation->count];
    bool full = sessions_count(simulation->scripted.sessions) == OPEN_MAX;
    int least = 1;

    if (simulation->count == CLIENTS_MAX || simulation->aborting ||
        (full && !seeds_one_in(simulation->seeds, 8)))
        return;
    *client = (struct client){.open = true, .drained = simulation->draining};
    client->server = scripted_socket_pair(&client->socket);
    if (seeds_one_in(simulation->seeds, 3)) /* the kernel's least: some kilobytes */
        (void)setsockopt(client->server, SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
    seeds_tell(simulation->seeds, "client %d connects", client->socket);
    met.sessions++;
    simulation->excuses += 4;
    if (sessions_open(simulation->scripted.sessions, client->server) == full)
        seeds_fail(simulation->seeds, "a client %s",
                   full ? "that is too many has a session" : "has no session");
    if (full) {
        if (scripted_socket_is_closed(client->server))
            seeds_fail(simulation->seeds, "the socket of a client that is too many was closed");
        (void)close(client->server);
        (void)close(client->socket);
        met.turned_away++;
        return;
    }
    client->receive =
        scripted_ring_find(simulation->scripted.ring, RING_RECEIVE, client->server)->token;
    prepare_input(simulation, client);
    simulation->count++;
}

/*
 * The kernel.
 */

static size_t some(struct simulation *simulation, size_t all)
{
    if (all == 0 || !seeds_one_in(simulation->seeds, 3))
        return all;
    return 1 + (size_t)seeds_below(simulation->seeds, all);
}

static void fail_operation(struct simulation *simulation, struct scripted_operation *operation)
{
    static const int32_t gentle[] = {-ENOBUFS, -ENOBUFS, -EINTR, -ECANCELED};
    static const int32_t rude[] = {-ECONNRESET, -EPIPE, -ETIMEDOUT};
    bool receive = operation->token.operation == RING_RECEIVE;
    struct ring *ring = simulation->scripted.ring;
    int32_t result;

    if (receive && !(simulation->rough && seeds_one_in(simulation->seeds, 4))) {
        result = gentle[seeds_below(simulation->seeds, COUNT(gentle))];
        met.no_buffers += result == -ENOBUFS;
    } else {
        result = rude[seeds_below(simulation->seeds, COUNT(rude))];
        for (size_t i = 0; i < simulation->count; i++)
            if (simulation->clients[i].server == operation->descriptor &&
                simulation->clients[i].open)
                simulation->clients[i].cut = true;
        met.send_errors += !receive;
    }
    simulation->excuses += 2;
    seeds_tell(simulation->seeds, "operation %" PRIu64 " fails: %s", operation->number,
               strerror(-result));
    scripted_ring_complete(ring, operation, result, false);
}

/* Lets one operation complete, if it can. */
static bool perform_one(struct simulation *simulation)
{
    struct ring *ring = simulation->scripted.ring;
    size_t in_flight = scripted_ring_in_flight(ring), most;
    struct scripted_operation *operation;
    enum ring_operation kind;
    uint64_t number;
    bool more;

    if (in_flight == 0)
        return false;
    operation = scripted_ring_operation(ring, seeds_below(simulation->seeds, in_flight));
    kind = operation->token.operation;
    number = operation->number;
    if ((kind == RING_RECEIVE && seeds_one_in(simulation->seeds, 20)) ||
        (kind == RING_SEND && simulation->rough && seeds_one_in(simulation->seeds, 40))) {
        fail_operation(simulation, operation);
        return true;
    }
    most = some(simulation, kind == RING_SEND ? operation->size : RING_BUFFER_SIZE);
    met.short_sends += kind == RING_SEND && most < operation->size;
    met.pauses += kind == RING_CANCEL;
    simulation->excuses += kind == RING_CANCEL ? 2 : 0;
    more = !seeds_one_in(simulation->seeds, 8);
    if (!scripted_ring_perform(ring, operation, most, more))
        return false;
    met.ended_multishots += kind == RING_RECEIVE && !more;
    seeds_tell(simulation->seeds, "operation %" PRIu64 " of kind %d completes", number, (int)kind);
    return true;
}

/* A completion for a session that is over, whose slot may have another one. */
static void forge_one(struct simulation *simulation)
{
    static const int32_t results[] = {0, 1, 30, -ENOBUFS, -ECANCELED, -EPIPE};
    static const enum ring_operation operations[] = {RING_RECEIVE, RING_SEND, RING_CANCEL};
    const struct client *client;
    struct ring_token token;

    if (simulation->count == 0)
        return;
    client = &simulation->clients[seeds_below(simulation->seeds, simulation->count)];
    if (client->open)
        return;
    token = client->receive;
    token.operation = operations[seeds_below(simulation->seeds, COUNT(operations))];
    seeds_tell(simulation->seeds, "a stale completion for slot %u, generation %u", token.slot,
               token.generation);
    scripted_ring_forge(simulation->scripted.ring, token,
                        results[seeds_below(simulation->seeds, COUNT(results))]);
    simulation->excuses++;
    met.stale++;
}

static void pump(struct simulation *simulation)
{
    simulation->completions += scripted_sessions_turn(&simulation->scripted);
    notice_ends(simulation);
    /* Each completion moved a byte or has an excuse, and a byte moves twice. */
    if (simulation->completions > simulation->excuses + 2 * simulation->moved + 16)
        seeds_fail(simulation->seeds, "%zu completions for %zu bytes", simulation->completions,
                   simulation->moved);
}

/*
 * A simulation.
 */

static void pass(struct simulation *simulation, uint64_t milliseconds)
{
    size_t expired;

    seeds_tell(simulation->seeds, "%" PRIu64 " ms pass", milliseconds);
    expired = scripted_sessions_pass(&simulation->scripted, milliseconds);
    met.deadlines += expired;
    simulation->excuses += 4 * expired;
    notice_ends(simulation);
}

static void cut_all(struct simulation *simulation)
{
    for (size_t i = 0; i < simulation->count; i++)
        simulation->clients[i].cut |= simulation->clients[i].open;
}

static void drain(struct simulation *simulation)
{
    seeds_tell(simulation->seeds, "drain");
    simulation->draining = true;
    met.drains++;
    simulation->drained_at = clock_now();
    for (size_t i = 0; i < simulation->count; i++) {
        struct client *client = &simulation->clients[i];

        if (!client->open || client->drained)
            continue;
        client->drained = true;
        client->owed = client->said;
        while (client->owed > 0 && client->input.bytes[client->owed - 1] != '\n')
            client->owed--;
    }
    sessions_drain(simulation->scripted.sessions);
    notice_ends(simulation);
}

static void abort_all(struct simulation *simulation)
{
    seeds_tell(simulation->seeds, "abort");
    simulation->draining = simulation->aborting = true;
    met.aborts++;
    cut_all(simulation);
    sessions_abort(simulation->scripted.sessions);
    notice_ends(simulation);
}

static void index_comes(struct simulation *simulation)
{
    if (simulation->scripted.catalog.state == CATALOG_READY)
        return;
    seeds_tell(simulation->seeds, "the index is there");
    scripted_sessions_turn_to(&simulation->scripted, CATALOG_READY);
    notice_ends(simulation);
}

static void misbehave(struct simulation *simulation, struct client *client)
{
    switch (seeds_below(simulation->seeds, 9)) {
    case 8:
        client->stubborn = client->cut = true;
        break;
    case 0:
        leave(simulation, client);
        break;
    case 1:
        client->deaf = client->cut = true;
        break;
    case 2:
        cut_all(simulation);
        pass(simulation, seeds_below(simulation->seeds, 70000));
        break;
    case 3:
        if (seeds_one_in(simulation->seeds, 4))
            drain(simulation);
        break;
    case 4:
        if (seeds_one_in(simulation->seeds, 8))
            abort_all(simulation);
        break;
    default:
        forge_one(simulation);
        break;
    }
}

static void act(struct simulation *simulation)
{
    struct seeds *seeds = simulation->seeds;
    struct client *client = &simulation->clients[seeds_below(seeds, simulation->count)];

    switch (seeds_below(seeds, 16)) {
    case 0:
        connect_client(simulation);
        break;
    case 1:
    case 2:
        say(simulation, client, 1 + (size_t)seeds_below(seeds, 16));
        break;
    case 3:
        say(simulation, client, SIZE_MAX);
        break;
    case 4:
    case 5:
        hear(simulation, client);
        break;
    case 6:
        if (client->said == client->input.size || seeds_one_in(seeds, 8))
            hang_up(simulation, client);
        break;
    case 7:
        pass(simulation, seeds_below(seeds, 150));
        break;
    case 8:
        if (simulation->rough)
            misbehave(simulation, client);
        else
            forge_one(simulation);
        break;
    case 9:
        if (seeds_one_in(seeds, 8))
            index_comes(simulation);
        break;
    default:
        (void)perform_one(simulation);
        break;
    }
}

/* Lets everything complete that can. Returns whether anything happened. */
static bool settle(struct simulation *simulation)
{
    size_t before = simulation->moved + simulation->completions;

    for (size_t i = 0; i < simulation->count; i++) {
        say(simulation, &simulation->clients[i], SIZE_MAX);
        if (simulation->clients[i].said == simulation->clients[i].input.size)
            hang_up(simulation, &simulation->clients[i]);
    }
    for (size_t i = 2 * scripted_ring_in_flight(simulation->scripted.ring); i > 0; i--)
        (void)perform_one(simulation);
    scripted_ring_perform_all(simulation->scripted.ring);
    pump(simulation);
    for (size_t i = 0; i < simulation->count; i++)
        hear(simulation, &simulation->clients[i]);
    return simulation->scripted.queued || simulation->moved + simulation->completions > before;
}

/* Every session ends: the clients say the rest and hang up. Only where one of them does not read
 * or hang up may it take a deadline. */
static void finish(struct simulation *simulation)
{
    index_comes(simulation);
    if (simulation->rough &&
        (seeds_one_in(simulation->seeds, 3) || simulation->scripted.settings.idle_seconds == 0))
        drain(simulation);
    if (simulation->rough && seeds_one_in(simulation->seeds, 6))
        abort_all(simulation);
    for (int round = 0; sessions_count(simulation->scripted.sessions) > 0; round++) {
        int64_t wait;

        if (round == ROUNDS_MAX)
            seeds_fail(simulation->seeds, "a session does not end");
        if (settle(simulation))
            continue;
        wait = wheel_wait(&simulation->scripted.wheel);
        if (!simulation->rough || simulation->aborting || wait < 0)
            seeds_fail(simulation->seeds, "a session waits for %s", wait < 0 ? "nothing" : "time");
        pass(simulation, (uint64_t)wait);
    }
    while (settle(simulation))
        ;
}

static void check_end(struct simulation *simulation)
{
    struct scripted_sessions *scripted = &simulation->scripted;

    if (scripted_ring_in_flight(scripted->ring) > 0)
        seeds_fail(simulation->seeds, "an operation is in flight after the last session");
    if (wheel_wait(&scripted->wheel) != -1)
        seeds_fail(simulation->seeds, "a deadline is set after the last session");
    if (scripted->counters.telnet_open != 0)
        seeds_fail(simulation->seeds, "%d sessions are counted as open",
                   (int)scripted->counters.telnet_open);
    if (scripted->counters.telnet_writing != 0)
        seeds_fail(simulation->seeds, "sessions are counted as writing");
    for (size_t i = 0; i < simulation->count; i++) {
        struct client *client = &simulation->clients[i];

        if (client->open)
            seeds_fail(simulation->seeds, "client %d was forgotten", client->socket);
        check_heard(simulation, client);
        if (!client->gone)
            (void)close(client->socket);
        buffer_release(&client->input);
        buffer_release(&client->heard);
        buffer_release(&client->expected);
    }
}

static void simulate(struct seeds *seeds)
{
    struct simulation simulation = {.seeds = seeds};
    uint64_t turns;

    scripted_sessions_make(&simulation.scripted, OPEN_MAX);
    simulation.rough = seeds_one_in(seeds, 2);
    if (simulation.rough && seeds_one_in(seeds, 4))
        simulation.scripted.settings.idle_seconds = 0;
    if (seeds_one_in(seeds, 4)) {
        scripted_sessions_turn_to(&simulation.scripted, CATALOG_BUILDING);
        simulation.waited = true;
        met.waits++;
    }
    connect_client(&simulation);
    for (turns = 10 + seeds_below(seeds, 120); turns > 0; turns--) {
        for (uint64_t acts = seeds_below(seeds, 4); acts > 0; acts--)
            act(&simulation);
        pump(&simulation);
    }
    finish(&simulation);
    check_end(&simulation);
    met.queues += simulation.scripted.turns;
    scripted_sessions_free(&simulation.scripted);
}

static void check_met(struct seeds *seeds)
{
    const size_t counts[] = {met.sessions,         met.exact,       met.drained,     met.cut,
                             met.turned_away,      met.short_sends, met.send_errors, met.no_buffers,
                             met.ended_multishots, met.pauses,      met.stale,       met.waits,
                             met.deadlines,        met.drains,      met.aborts,      met.interrupts,
                             met.queues,           met.owed};

    (void)printf("%zu sessions: %zu exact, %zu drained, %zu cut, %zu turned away\n"
                 "%zu short sends, %zu send errors, %zu times no buffer, %zu ended multishots\n"
                 "%zu cancellations, %zu stale completions, %zu waits for the index\n"
                 "%zu deadlines, %zu drains, %zu aborts, %zu interrupts, %zu turns with a queue\n"
                 "%zu drained in time\n",
                 counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6],
                 counts[7], counts[8], counts[9], counts[10], counts[11], counts[12], counts[13],
                 counts[14], counts[15], counts[16], counts[17]);
    for (size_t i = 0; i < COUNT(counts); i++)
        if (counts[i] == 0)
            seeds_fail(seeds, "the seeds did not meet everything: see the figures");
}

int main(int argc, char **argv)
{
    struct seeds seeds;
    size_t descriptors = scripted_descriptors();

    if (!seeds_begin(&seeds, argc, argv, SUITE_SEEDS))
        return 2;
    while (seeds_next(&seeds))
        simulate(&seeds);
    if (seeds_are_many(&seeds))
        check_met(&seeds);
    if (scripted_descriptors() != descriptors)
        seeds_fail(&seeds, "%zu descriptors are open, %zu were", scripted_descriptors(),
                   descriptors);
    scripted_index_free();
    return 0;
}
