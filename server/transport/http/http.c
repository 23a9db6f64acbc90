/*
 * Drives libmicrohttpd, which owns the sockets, parses requests and frames replies. Only this module
 * and those named http_* know the library: http_request.c answers a request, http_reply.c makes the
 * response, http_refusal.c refuses where the library would. connection.c limits how long a connection
 * may take, response_cache.c holds the replies that are sent again.
 *
 * What was measured or verified about libmicrohttpd 0.9.75, and decides what is done here:
 *
 * Driving it. It runs without a thread of its own. Its epoll descriptor becomes readable when there
 * is input, but there can be work without input: after each MHD_run(), and after a connection has
 * been closed, ask MHD_get_timeout() and run again while it says 0. Ignoring it left 48 of 50
 * pipelined requests unanswered. Never suspend a connection: resuming it from another thread did not
 * wake the library. Its default maximum of connections is FD_SETSIZE - 4, even with epoll.
 *
 * Memory. Each connection has a pool that the library clears twice for each request: its size is CPU
 * time. An idle connection keeps its pool.
 *
 * One recv() and one sendmsg() for each request are the least it does.
 *
 * Version 1.0 (Debian 13) refuses more by itself, in HTML. It has to be strict: otherwise it replaces
 * bare LFs and folds, which cannot be seen afterwards.
 */

#include "server/transport/http/http.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <microhttpd.h>

#include "index/base/container_of.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/http/connection.h"
#include "server/transport/http/http_kept.h"
#include "server/transport/http/http_refusal.h"
#include "server/transport/http/http_request.h"
#include "server/transport/http/response_cache.h"

enum {
    RUNS_MAX = 8, /* MHD_run() calls a turn, so that telnet has its share */
    RUNS_AWAITING =
        2, /* the same in a row without any work, where requests wait for what is being made */
    RUN_STEPS = 500,    /* of MHD_run() without any work */
    DEFER_STEPS = 100,  /* of each connection that has to queue: the library asks for it again */
    RESERVE_SHARE = 16, /* of the places is free for new clients while others are idle */
    RELIEF_SHARE = 4,   /* of the connections ends where memory is short, if idle */
};

struct http {
    struct MHD_Daemon *daemon;
    uint32_t capacity, count;
    struct http_requests requests;
    struct places *places; /* borrowed */
};

static void notify_connection(void *context, struct MHD_Connection *mhd, void **socket_context,
                              enum MHD_ConnectionNotificationCode code)
{
    struct http *http = context;
    const union MHD_ConnectionInfo *info;

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        http->count--;
        counter_add(&http->requests.counters->http_open, -1);
        info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
        places_give_back(http->places, info->connect_fd); /* it is closed after this */
        if (*socket_context)
            connection_free(*socket_context);
        return;
    }
    http->count++;
    counter_add(&http->requests.counters->http_open, 1);
    counter_add(&http->requests.counters->http_accepted, 1);
    info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    /* Without memory the handler finds no connection and closes. */
    *socket_context = connection_new(&http->requests.connections, info->connect_fd);
}

__attribute__((format(printf, 2, 0))) static void log_message(void *context, const char *format,
                                                              va_list arguments)
{
    const struct http_requests *requests = context;
    static const char refusal[] = "Error processing request (HTTP response code is %u";
    char text[512];

    if (strncmp(format, refusal, sizeof refusal - 1) == 0) {
        va_list copy;

        va_copy(copy, arguments);
        if (http_refusal_replace(&requests->connections, va_arg(copy, unsigned)))
            counter_add(&requests->counters->http_requests, 1);
        va_end(copy);
    }
    if (!log_wants(LOG_LEVEL_DEBUG))
        return;
    (void)vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\r\n")] = '\0';
    log_debug("libmicrohttpd: %s", text);
}

int http_new(struct http **out, const struct http_surroundings *surroundings, uint32_t capacity,
             size_t cached, struct reason *reason)
{
    struct http *http = calloc(1, sizeof *http);

    if (http)
        http->requests.cached = response_cache_new(cached, http_kept_free);
    if (!http || !http->requests.cached) {
        free(http);
        reason_set(reason, "no memory for the HTTP service");
        return -ENOMEM;
    }
    http->capacity = capacity;
    http->places = surroundings->places;
    http->requests.memory = LIMIT_HTTP_POOL;
    http->requests.catalog = surroundings->catalog;
    http->requests.counters = surroundings->counters;
    http->requests.notes = surroundings->notes;
    connections_init(&http->requests.connections, surroundings->wheel, surroundings->turns,
                     surroundings->settings);
    http->requests.connections.clients = surroundings->clients;
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        http_request_handle, &http->requests, MHD_OPTION_EXTERNAL_LOGGER, log_message,
        &http->requests,                                 /* first, for what follows */
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)capacity, /* else FD_SETSIZE - 4 */
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_HTTP_POOL, MHD_OPTION_CONNECTION_TIMEOUT,
        0u, MHD_OPTION_STRICT_FOR_CLIENT, http_request_head_form() == HEAD_OF_VERSION_1_0 ? 1 : 0,
        MHD_OPTION_NOTIFY_CONNECTION, notify_connection, http, MHD_OPTION_NOTIFY_COMPLETED,
        http_request_end, &http->requests, MHD_OPTION_URI_LOG_CALLBACK, http_request_begin,
        &http->requests, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!http->daemon) {
        response_cache_free(http->requests.cached);
        free(http);
        reason_set(reason, "cannot start libmicrohttpd: %s", strerror(errno));
        return -EIO;
    }
    *out = http;
    return 0;
}

void http_publish(const struct http *http)
{
    const uint32_t *in_phase = http->requests.connections.in_phase;
    counter_value *states = http->requests.counters->http_states;

    counter_set(&states[COUNTED_READING], in_phase[CONNECTION_NEW] + in_phase[CONNECTION_HEAD]);
    counter_set(&states[COUNTED_QUEUED], in_phase[CONNECTION_TURN] + in_phase[CONNECTION_AWAIT]);
    counter_set(&states[COUNTED_WRITING], in_phase[CONNECTION_REPLY]);
    counter_set(&states[COUNTED_IDLE], in_phase[CONNECTION_REST] + in_phase[CONNECTION_IDLE]);
}

void http_clear_cache(struct http *http)
{
    response_cache_clear(http->requests.cached);
}

void http_age_cache(struct http *http)
{
    response_cache_age(http->requests.cached);
}

bool http_expire_cache(struct http *http, size_t most)
{
    return response_cache_expire(http->requests.cached, most);
}

void http_free(struct http *http)
{
    if (!http)
        return;
    MHD_stop_daemon(http->daemon);
    response_cache_free(http->requests.cached);
    free(http->requests.spare);
    free(http);
}

int http_descriptor(const struct http *http)
{
    return MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

/* Idle connections give way to new ones: some places are kept free, and where none is left, the
 * library is run to free that of a connection that was just ended. */
static void make_room(struct http *http)
{
    struct connections *connections = &http->requests.connections;

    if (http->count < http->capacity - http->capacity / RESERVE_SHARE)
        return;
    if (connections_end_idle(connections, 1) > 0 && http->count >= http->capacity)
        (void)http_run(http);
}

bool http_open(struct http *http, int socket)
{
    struct sockaddr_storage unknown = {.ss_family = AF_UNSPEC}; /* clients_name() asks the socket */

    make_room(http);
    if (http->count >= http->capacity)
        return false;
    /* When it fails, the call closes the socket. Its place is given back when the number is used again. */
    if (MHD_add_connection(http->daemon, socket, (struct sockaddr *)&unknown,
                           sizeof(struct sockaddr_in)) != MHD_YES)
        log_debug("libmicrohttpd refused a connection: %s", strerror(errno));
    return true;
}

static void run_library(struct http *http)
{
    struct connections *connections = &http->requests.connections;

    connections->deferred = 0;
    connections->worked = false;
    connections->awaits = false;
    http_date_set(&connections->date, clock_wall());
    (void)MHD_run(http->daemon);
    turns_take(connections->turns, RUN_STEPS + (int64_t)connections->deferred * DEFER_STEPS);
}

bool http_run(struct http *http)
{
    const struct connections *connections = &http->requests.connections;
    MHD_UNSIGNED_LONG_LONG milliseconds;
    int idle = 0;

    for (int i = 0; i < RUNS_MAX; i++) {
        run_library(http);
        if (MHD_get_timeout(http->daemon, &milliseconds) != MHD_YES || milliseconds > 0)
            return false;
        if (connections->deferred > 0 && !connections->worked)
            return true; /* the library would ask for them again and again */
        /* So it would for these, until their deadline, after which it is run again. */
        idle = connections->awaits && !connections->worked ? idle + 1 : 0;
        if (idle == RUNS_AWAITING)
            return false;
    }
    return true;
}

/* The library cannot be told to continue with one connection. But of those that queue, only this one may
 * work, and those that come first after it. */
void http_turn(struct http *http, struct turn *turn)
{
    struct connections *connections = &http->requests.connections;

    connections->called = container_of(turn, struct connection, turn);
    run_library(http);
    if (!connections->called)
        return;
    turn_queue(connections->turns, turn); /* it had no work after all, or not yet */
    connections->called = NULL;
}

void http_expire(struct http *http, struct deadline *deadline)
{
    connection_expire(&http->requests.connections, deadline);
}

void http_relieve(struct http *http)
{
    uint32_t ended =
        connections_end_idle(&http->requests.connections, http->count / RELIEF_SHARE + 1);

    if (ended > 0)
        log_debug("Memory is short: closed %u idle HTTP connections", ended);
    http_clear_cache(http);
}

void http_leave(struct http *http)
{
    http->requests.connections.leaving = true;
}

void http_drain(struct http *http)
{
    connections_drain(&http->requests.connections);
}

uint32_t http_count(const struct http *http)
{
    return http->count;
}
