/*
 * The deadlines of HTTP connections, and their turns.
 *
 * libmicrohttpd has a timeout of its own, but it counts inactivity only: a client that sent one byte
 * each 150 ms outlived a timeout of 1 s. So every phase has a deadline here that no byte moves. The
 * exception is a reply, which may take as long as the client keeps reading it.
 */

#include "server/transport/http/connection.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "index/base/container_of.h"
#include "server/base/log.h"

enum {
    REST_MS = 1000,  /* after the last request, until a connection is looked at, or ends */
    AGAIN_MS = 1000, /* until the library is told again of a connection's end */
};

static uint64_t milliseconds(unsigned seconds)
{
    return (uint64_t)seconds * 1000;
}

static void set_deadline(struct connection *connection, uint64_t after)
{
    wheel_set(connection->all->wheel, &connection->deadline, after);
}

/* The list of those between two requests. Each joins at its end, so it is in the order of time. */

static void idle_join(struct connection *connection)
{
    struct connections *all = connection->all;

    connection->younger = NULL;
    connection->older = all->youngest;
    *all->youngest = connection;
    all->youngest = &connection->younger;
}

static void idle_leave(struct connection *connection)
{
    if (!connection->older)
        return;
    *connection->older = connection->younger;
    if (connection->younger)
        connection->younger->older = connection->older;
    else
        connection->all->youngest = connection->older;
    connection->older = NULL;
}

static void count_phase(struct connection *connection, enum connection_phase phase)
{
    connection->all->in_phase[connection->phase]--;
    connection->all->in_phase[phase]++;
    connection->phase = phase;
}

static void enter_phase(struct connection *connection, enum connection_phase phase)
{
    const struct config_live *settings = connection->all->settings;

    count_phase(connection, phase);
    switch (phase) {
    case CONNECTION_NEW:
        set_deadline(connection,
                     connection->all->draining ? REST_MS : milliseconds(settings->header_seconds));
        break;
    case CONNECTION_HEAD:
        idle_leave(connection);
        set_deadline(connection, milliseconds(settings->header_seconds));
        break;
    case CONNECTION_TURN:
        wheel_clear(connection->all->wheel, &connection->deadline);
        break;
    case CONNECTION_AWAIT:
        set_deadline(connection, AWAIT_LOOK_MS);
        break;
    case CONNECTION_REPLY:
        connection->watch = (struct peer_watch){.begun = false};
        set_deadline(connection, PEER_WATCH_MS);
        break;
    case CONNECTION_REST:
        idle_leave(connection);
        idle_join(connection);
        set_deadline(connection, REST_MS);
        break;
    case CONNECTION_IDLE:
        buffer_release(&connection->target);
        set_deadline(connection, milliseconds(settings->keep_alive_seconds) - REST_MS);
        break;
    case CONNECTION_PHASES:
        assert(!"a phase");
    }
}

void connections_init(struct connections *connections, struct wheel *wheel, struct turns *turns,
                      const struct config_live *settings)
{
    *connections = (struct connections){.wheel = wheel, .turns = turns, .settings = settings};
    connections->youngest = &connections->oldest;
}

struct connection *connection_new(struct connections *connections, int socket)
{
    struct connection *connection = calloc(1, sizeof *connection);

    if (!connection)
        return NULL;
    connection->all = connections;
    connection->socket = socket;
    connection->proxied =
        clients_trusted(connections->clients, socket, &connections->settings->trusted_proxies);
    connection->deadline.owner = DEADLINE_HTTP;
    turn_init(&connection->turn, TURN_HTTP);
    connection->next = connections->first;
    connection->link = &connections->first;
    if (connection->next)
        connection->next->link = &connection->next;
    connections->first = connection;
    connections->in_phase[CONNECTION_NEW]++; /* calloc() has put it there */
    enter_phase(connection, CONNECTION_NEW);
    return connection;
}

static void forget_begun(const struct connection *connection)
{
    if (connection->all->begun[connection->begun] == connection)
        connection->all->begun[connection->begun] = NULL;
}

void connection_free(struct connection *connection)
{
    connection->all->in_phase[connection->phase]--;
    forget_begun(connection);
    turn_leave(connection->all->turns, &connection->turn);
    if (connection->all->called == connection)
        connection->all->called = NULL;
    idle_leave(connection);
    wheel_clear(connection->all->wheel, &connection->deadline);
    *connection->link = connection->next;
    if (connection->next)
        connection->next->link = connection->link;
    buffer_release(&connection->target);
    free(connection);
}

bool connection_begin(struct connection *connection, const char *target)
{
    struct connections *all = connection->all;

    forget_begun(connection);
    connection->begun = ++all->begun_last % CONNECTIONS_BEGUN;
    all->begun[connection->begun] = connection;
    connection->seen = false;
    connection->probed = false;
    connection->awaited = false;
    connection->account =
        (struct request_account){.begun = all->turns->began, .route = COUNTED_NOWHERE};
    buffer_clear(&connection->target);
    buffer_append(&connection->target, target, strlen(target) + 1);
    if (connection->phase == CONNECTION_NEW && !all->draining)
        count_phase(connection, CONNECTION_HEAD); /* its time has begun with the connection */
    else if (connection->phase != CONNECTION_HEAD)
        enter_phase(connection, CONNECTION_HEAD);
    return !connection->target.failed;
}

size_t connection_target_size(const struct connection *connection)
{
    return connection->target.size - 1;
}

bool connection_may_work(struct connection *connection)
{
    struct connections *all = connection->all;

    if (!turn_begin(all->turns, &connection->turn)) {
        turn_queue(all->turns, &connection->turn);
        all->deferred++;
        return false;
    }
    if (all->called == connection)
        all->called = NULL;
    return true;
}

void connection_worked(struct connection *connection, int64_t steps)
{
    connection->all->worked = true;
    (void)turn_take(connection->all->turns, &connection->turn, steps);
}

void connection_wait(struct connection *connection)
{
    if (connection->phase != CONNECTION_TURN)
        enter_phase(connection, CONNECTION_TURN);
}

bool connection_await(struct connection *connection)
{
    struct connections *all = connection->all;
    uint64_t waited = all->turns->began - connection->account.begun;

    if (waited >= (uint64_t)AWAIT_MS * 1000 || all->in_phase[CONNECTION_AWAIT] >= AWAITING_MAX)
        return false;
    connection->awaited = true;
    enter_phase(connection, CONNECTION_AWAIT);
    return true;
}

bool connection_awaits(struct connection *connection)
{
    if (connection->phase != CONNECTION_AWAIT)
        return false;
    connection->all->awaits = true;
    return true;
}

void connection_reply(struct connection *connection)
{
    enter_phase(connection, CONNECTION_REPLY);
}

void connection_rest(struct connection *connection)
{
    enter_phase(connection, CONNECTION_REST);
}

/* The library finds the socket shut down, and frees the connection. */
static void end(struct connection *connection)
{
    idle_leave(connection);
    (void)shutdown(connection->socket, SHUT_RDWR);
    set_deadline(connection, AGAIN_MS);
}

/* The library reads what has come until now, which it still answers, and then finds the end. */
static void end_idle(struct connection *connection)
{
    (void)shutdown(connection->socket, SHUT_RD);
    count_phase(connection, CONNECTION_IDLE);
    set_deadline(connection, AGAIN_MS);
}

/* No request has come for REST_MS, and the daemon stops. */
static void part(struct connection *connection)
{
    if (connection->phase == CONNECTION_NEW && peer_has_begun(connection->socket))
        enter_phase(connection, CONNECTION_HEAD);
    else
        end_idle(connection);
}

void connection_expire(struct connections *connections, struct deadline *deadline)
{
    struct connection *connection = container_of(deadline, struct connection, deadline);

    assert(connection->all == connections);
    if (connection->phase == CONNECTION_REPLY &&
        !peer_stuck(&connection->watch, connection->socket)) { /* slow, but it reads */
        set_deadline(connection, milliseconds(connections->settings->write_seconds));
        return;
    }
    if (connection->phase == CONNECTION_AWAIT) { /* the library asks for it */
        enter_phase(connection, CONNECTION_TURN);
        return;
    }
    if (connections->draining &&
        (connection->phase == CONNECTION_NEW || connection->phase == CONNECTION_REST)) {
        part(connection);
        return;
    }
    /* A client that closed its side in the same packet as its request: libmicrohttpd takes the
     * short read for all there is, and its edge-triggered epoll never reports the end. */
    if (connection->phase == CONNECTION_REST && !peer_ended(connection->socket)) {
        enter_phase(connection, CONNECTION_IDLE);
        return;
    }
    log_debug("Closing an HTTP connection: ended, idle or too slow");
    end(connection);
}

uint32_t connections_end_idle(struct connections *connections, uint32_t most)
{
    struct connection *connection = connections->oldest, *younger;
    uint32_t ended = 0;

    for (; connection && ended < most; connection = younger) {
        younger = connection->younger;
        if (peer_has_sent(
                connection->socket)) /* its next request, which the library has not read yet */
            continue;
        end(connection);
        ended++;
    }
    return ended;
}

void connections_drain(struct connections *connections)
{
    connections->draining = true;
    for (struct connection *c = connections->first; c; c = c->next) {
        if (c->phase == CONNECTION_NEW)
            enter_phase(c, CONNECTION_NEW); /* for a shorter time */
        else if (c->phase == CONNECTION_IDLE)
            end_idle(c);
    }
}
