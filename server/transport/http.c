/*
 * Between libmicrohttpd and the answers.
 *
 * libmicrohttpd owns the sockets, the parsing and the framing of replies; what it cannot be
 * trusted with is done around it: the guard refuses ambiguous requests before they are read any
 * further, and the deadlines here end connections that its own timeout, which any single byte
 * restarts, would keep for ever. A deadline shuts the socket down, and libmicrohttpd finds it at
 * its end like any other.
 *
 * Replies that are the same for everybody are kept as libmicrohttpd's responses, which any number
 * of connections may share, head and all, and are found by what decides them: the target of the
 * request as it came, and the codings that its client takes. A search costs some 10 to 300 µs, and its reply a hundred allocations; sending it again costs a
 * lookup.
 */

#include "server/transport/http.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "index/base/buffer.h"
#include "index/base/cache.h"
#include "server/answers/http/api.h"
#include "server/answers/http/guard.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/peer.h"

enum {
    RUNS_MAX = 8,             /* MHD_run() calls a turn, so that telnet has its share */
    STREAM_BLOCK = 32 * 1024, /* bytes of a streamed body asked for at once */
    REST_MS = 1000,           /* after which a connection between two requests is looked at */
    /* The library decodes parameters into its memory whether we want them or not; from some 700 on
     * there is none left to answer from, and it would fall silent. */
    PARAMETERS_MAX = 256,
    /* Request head and reply head, whose longest value is a query and its languages escaped. No more:
     * the library overwrites most of it with zeroes, twice a request. */
    CONNECTION_MEMORY = LIMIT_TARGET + LIMIT_HEADERS + 8 * 1024,
    RESPONSE_MEMORY = 1024, /* of one of the library's responses, beside its body, about */
};

enum phase {
    PHASE_HEAD,  /* a request has begun, or the connection has: its head is awaited */
    PHASE_REPLY, /* the reply is on its way */
    PHASE_REST,  /* between two requests, just now */
    PHASE_IDLE,  /* between two requests, for longer */
};

/* A connection, with the one request that it can be serving. */
struct connection {
    struct http *http;
    int socket; /* libmicrohttpd's */
    enum phase phase;
    bool seen;    /* the handler was called for this request */
    char *target; /* as it came, NUL-terminated; kept and grown from request to request */
    size_t target_size, target_capacity;
    struct peer_watch watch; /* of the reply on its way */
    struct deadline deadline;
    struct connection *next, **link;
};

struct http {
    struct http_surroundings around;
    struct MHD_Daemon *daemon;
    uint32_t capacity, count;
    struct connection *connections;
    struct cache *kept; /* struct MHD_Response by name; all of one generation of the index: */
    char generation[CHARINDEX_GENERATION_SIZE];
    struct buffer name; /* of the request at hand: its target, NUL, and its Accept-Encoding */
    bool draining;
};

/*
 * Connections and their deadlines.
 */

static void enter_phase(struct connection *connection, enum phase phase)
{
    const struct config *config = connection->http->around.config;
    uint64_t after = 0;

    connection->phase = phase;
    switch (phase) {
    case PHASE_HEAD:
        after = (uint64_t)config->header_seconds * 1000;
        break;
    case PHASE_REPLY:
        connection->watch = (struct peer_watch){.begun = false};
        after = PEER_WATCH_MS;
        break;
    case PHASE_REST:
        if (connection->http->draining)
            (void)shutdown(connection->socket, SHUT_RD);
        after = REST_MS;
        break;
    case PHASE_IDLE:
        after = (uint64_t)config->keep_alive_seconds * 1000 - REST_MS;
        break;
    }
    wheel_set(connection->http->around.wheel, &connection->deadline, after);
}

void http_expire(struct http *http, struct deadline *deadline)
{
    struct connection *connection =
        (struct connection *)((char *)deadline - offsetof(struct connection, deadline));

    assert(connection->http == http);
    if (connection->phase == PHASE_REPLY &&
        !peer_stuck(&connection->watch, connection->socket)) { /* slow, but it reads */
        wheel_set(http->around.wheel, deadline,
                  (uint64_t)http->around.config->write_seconds * 1000);
        return;
    }
    /* A client that closed its side in the same packet as its request: libmicrohttpd takes the
     * short read for all there is, and its edge-triggered epoll never tells it of the end. */
    if (connection->phase == PHASE_REST && !peer_ended(connection->socket)) {
        enter_phase(connection, PHASE_IDLE);
        return;
    }
    log_debug("A connection that has ended, or is too slow or idle, is closed");
    (void)shutdown(connection->socket, SHUT_RDWR);
    /* Should libmicrohttpd not have noticed by then, it is told once more. */
    wheel_set(http->around.wheel, deadline, 1000);
}

static struct connection *connection_new(struct http *http, int socket)
{
    struct connection *connection = calloc(1, sizeof *connection);

    if (!connection)
        return NULL;
    connection->http = http;
    connection->socket = socket;
    connection->deadline.owner = DEADLINE_HTTP;
    connection->next = http->connections;
    connection->link = &http->connections;
    if (connection->next)
        connection->next->link = &connection->next;
    http->connections = connection;
    enter_phase(connection, PHASE_HEAD);
    return connection;
}

static void connection_free(struct connection *connection)
{
    wheel_clear(connection->http->around.wheel, &connection->deadline);
    *connection->link = connection->next;
    if (connection->next)
        connection->next->link = connection->link;
    free(connection->target);
    free(connection);
}

static void notify_connection(void *context, struct MHD_Connection *mhd, void **socket_context,
                              enum MHD_ConnectionNotificationCode code)
{
    struct http *http = context;
    const union MHD_ConnectionInfo *info;

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        http->count--;
        counter_add(&http->around.counters->http_open, -1);
        if (*socket_context)
            connection_free(*socket_context);
        return;
    }
    http->count++;
    counter_add(&http->around.counters->http_open, 1);
    counter_add(&http->around.counters->http_accepted, 1);
    info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    /* Without memory the handler finds no connection and closes. */
    *socket_context = connection_new(http, info->connect_fd);
}

/* A refusal where libmicrohttpd cannot be asked to write one. */
static void send_refusal(int socket, unsigned status, const char *title, const char *detail)
{
    char body[256], message[512];
    int size =
        snprintf(body, sizeof body,
                 "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":\"%s\"}\n",
                 title, status, detail);

    size = snprintf(message, sizeof message,
                    "HTTP/1.1 %u %s\r\nContent-Type: application/problem+json\r\n"
                    "Content-Length: %d\r\nRetry-After: 1\r\nConnection: close\r\n\r\n%s",
                    status, title, size, body);
    (void)send(socket, message, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static size_t separators(const char *target)
{
    size_t count = 0;

    for (; *target; target++)
        count += *target == '&';
    return count;
}

/* Every request's target before it is decoded. What this returns is the request's context. */
static void *note_target(void *context, const char *target, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *connection = info->socket_context;
    size_t size = strlen(target);

    (void)context;
    if (!connection)
        return NULL;
    connection->seen = false;
    connection->target_size = 0;
    if (size >= connection->target_capacity) {
        char *grown = realloc(connection->target, size + 1);

        if (!grown)
            return NULL;
        connection->target = grown;
        connection->target_capacity = size + 1;
    }
    memcpy(connection->target, target, size + 1);
    connection->target_size = size;
    if (separators(target) > PARAMETERS_MAX) {
        send_refusal(connection->socket, 400, "Bad Request", "Send fewer parameters.");
        (void)shutdown(connection->socket, SHUT_RDWR);
    }
    if (connection->phase != PHASE_HEAD)
        enter_phase(connection, PHASE_HEAD);
    return connection;
}

static void notify_completed(void *context, struct MHD_Connection *mhd, void **request,
                             enum MHD_RequestTerminationCode code)
{
    struct connection *connection = *request;

    (void)context;
    (void)mhd;
    (void)code;
    if (connection)
        enter_phase(connection, PHASE_REST);
    *request = NULL;
}

/*
 * Replies.
 */

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t capacity)
{
    struct api_stream *stream = context;
    size_t size = stream->read(stream, out, capacity);

    (void)position;
    return size > 0 ? (ssize_t)size : MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_stream(void *context)
{
    struct api_stream *stream = context;

    stream->free(stream);
}

/* The body changes hands here: what the reply still owns afterwards was not taken. */
static struct MHD_Response *create_response(struct api_reply *reply)
{
    struct MHD_Response *response;

    if (reply->stream) {
        response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream,
                                                     reply->stream, free_stream);
        if (response)
            reply->stream = NULL;
        return response;
    }
    /* The library only reads from the bytes, though its type is not const. */
    response = MHD_create_response_from_buffer(reply->size, (void *)reply->bytes,
                                               reply->owned ? MHD_RESPMEM_MUST_FREE
                                                            : MHD_RESPMEM_PERSISTENT);
    if (response)
        reply->owned = NULL;
    return response;
}

static void drop_response(void *response)
{
    MHD_destroy_response(response);
}

/* Those that were made from another index go. */
static void kept_refresh(struct http *http)
{
    const struct charindex *index = http->around.catalog->index;
    const char *generation = index ? charindex_generation(index) : "";

    if (strcmp(http->generation, generation) == 0)
        return;
    cache_clear(http->kept);
    (void)snprintf(http->generation, sizeof http->generation, "%s", generation);
}

/* The response is the cache's where it is kept. */
static bool keep_response(const struct connection *connection, const struct api_reply *reply,
                          struct MHD_Response *response)
{
    struct http *http = connection->http;
    const struct buffer *name = &http->name;

    if (!reply->lasting || reply->status != MHD_HTTP_OK || name->failed)
        return false;
    kept_refresh(http);
    return !cache_find(http->kept, name->bytes, name->size) &&
           cache_put(http->kept, name->bytes, name->size, response,
                     reply->size + reply->header_text_size + RESPONSE_MEMORY);
}

static enum MHD_Result queue_response(struct connection *connection, struct MHD_Connection *mhd,
                                      unsigned status, struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(mhd, status, response);

    if (result == MHD_YES)
        enter_phase(connection, PHASE_REPLY);
    return result;
}

static enum MHD_Result queue_reply(struct connection *connection, struct MHD_Connection *mhd,
                                   struct api_reply *reply, bool head, bool close)
{
    bool streamed = reply->stream, once = streamed || head || close;
    struct MHD_Response *response = create_response(reply);
    enum MHD_Result result = response ? MHD_YES : MHD_NO;

    /* The library ends even a HEAD's chunked body, which is none, with the last chunk; the next
     * reply on the connection would be read behind it. */
    if (result == MHD_YES && head && streamed)
        result = MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);

    for (size_t i = 0; result == MHD_YES && i < reply->header_count; i++)
        result = MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    if (result == MHD_YES && close)
        result = MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    if (result == MHD_YES)
        result = queue_response(connection, mhd, reply->status, response);
    if (response && (result != MHD_YES || once || !keep_response(connection, reply, response)))
        MHD_destroy_response(response);
    api_reply_release(reply);
    return result;
}

static void log_request(const struct connection *connection, const char *method, unsigned status)
{
    char peer[PEER_TEXT_SIZE];

    if (!log_wants(LOG_LEVEL_DEBUG))
        return;
    peer_name(connection->socket, peer);
    log_debug("From %s: %s %s", peer, method, connection->target);
    log_debug("  To %s: status %u.", peer, status);
}

/*
 * Requests.
 */

static enum api_method method_of(const char *method)
{
    if (strcmp(method, MHD_HTTP_METHOD_GET) == 0)
        return API_GET;
    if (strcmp(method, MHD_HTTP_METHOD_HEAD) == 0)
        return API_HEAD;
    if (strcmp(method, MHD_HTTP_METHOD_OPTIONS) == 0)
        return API_OPTIONS;
    return API_OTHER;
}

static enum MHD_Result guard_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    size_t name_size, const char *value, size_t value_size)
{
    (void)kind;
    guard_field(context, name, name_size, value ? value : "", value ? value_size : 0);
    return MHD_YES;
}

/* libmicrohttpd ends a target at a NUL byte. But the version stands in the same line, one space
 * behind the real end. */
static bool target_is_cut(const struct connection *connection, const char *url, const char *version)
{
    return version > url && (size_t)(version - url) > connection->target_size + 1;
}

static unsigned guard_request(const struct connection *connection, struct MHD_Connection *mhd,
                              const char *url, const char *method, const char *version,
                              const char **detail)
{
    struct guard guard;

    guard_init(&guard, version, method_of(method) != API_OTHER, connection->target,
               connection->target_size);
    guard.bad_target |= target_is_cut(connection, url, version);
    (void)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, guard_header, &guard);
    return guard_verdict(&guard, detail);
}

/* The values of one header, joined by commas as RFC 9110, section 5.3, allows. */
struct joined {
    const char *name;
    struct buffer values;
};

static enum MHD_Result join_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct joined *joined = context;

    (void)kind;
    if (value && strcasecmp(name, joined->name) == 0) {
        if (joined->values.size > 0)
            buffer_append_text(&joined->values, ", ");
        buffer_append_text(&joined->values, value);
    }
    return MHD_YES;
}

static void join_headers(struct MHD_Connection *mhd, struct joined *joined)
{
    /* Nearly always there is none or one, and the first look tells which. */
    if (!MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, joined->name))
        return;
    (void)MHD_get_connection_values(mhd, MHD_HEADER_KIND, join_header, joined);
    buffer_append(&joined->values, "", 1);
}

/* A kept response to this request, or NULL. Names it in http->name, for keep_response() too. */
static struct MHD_Response *find_kept(struct http *http, const struct api_request *request)
{
    struct buffer *name = &http->name;

    name->size = 0;
    buffer_append(name, request->target, request->target_size + 1);
    if (request->accept_encoding)
        buffer_append_text(name, request->accept_encoding);
    if (name->failed || request->method != API_GET || request->if_none_match || http->draining)
        return NULL;
    kept_refresh(http);
    return cache_find(http->kept, name->bytes, name->size);
}

static enum MHD_Result serve(struct connection *connection, struct MHD_Connection *mhd,
                             const char *method, const struct api_request *request)
{
    struct http *http = connection->http;
    struct MHD_Response *kept = find_kept(http, request);
    struct api_reply reply;

    if (kept) {
        counter_add(&http->around.counters->http_kept, 1);
        log_request(connection, method, MHD_HTTP_OK);
        return queue_response(connection, mhd, MHD_HTTP_OK, kept);
    }
    api_answer(http->around.catalog, request, &reply);
    log_request(connection, method, reply.status);
    return queue_reply(connection, mhd, &reply, request->method == API_HEAD, http->draining);
}

static enum MHD_Result answer(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method)
{
    struct joined if_none_match = {.name = MHD_HTTP_HEADER_IF_NONE_MATCH};
    struct joined accept_encoding = {.name = MHD_HTTP_HEADER_ACCEPT_ENCODING};
    struct api_request request = {
        .method = method_of(method),
        .target = connection->target,
        .target_size = connection->target_size,
        .host = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST),
    };
    enum MHD_Result result;

    join_headers(mhd, &if_none_match);
    join_headers(mhd, &accept_encoding);
    request.if_none_match = if_none_match.values.bytes;
    request.accept_encoding = accept_encoding.values.bytes;
    result = serve(connection, mhd, method, &request);
    buffer_release(&if_none_match.values);
    buffer_release(&accept_encoding.values);
    return result;
}

static enum MHD_Result refuse(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method, unsigned status, const char *detail)
{
    struct api_reply reply;

    api_problem(&reply, status, detail);
    log_request(connection, method, status);
    return queue_reply(connection, mhd, &reply, method_of(method) == API_HEAD, true);
}

/*
 * Called at least twice a request: with its head, and when there is no more of a body to come. A
 * reply to the first call closes the connection, which is what a refused request deserves and any
 * other one must not suffer.
 */
static enum MHD_Result handle(void *context, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, // NOLINT(readability-non-const-parameter)
                              void **request)
{
    struct connection *connection = *request;
    const char *detail;
    unsigned refused;
    bool first;

    (void)context;
    (void)upload;
    if (!connection || *upload_size > 0) /* no memory; or a body that was refused already */
        return MHD_NO;
    first = !connection->seen;
    connection->seen = true;
    refused = first ? guard_request(connection, mhd, url, method, version, &detail) : 0;
    if (!refused && first && method_of(method) != API_OTHER)
        return MHD_YES;
    counter_add(&connection->http->around.counters->http_requests, 1);
    return refused ? refuse(connection, mhd, method, refused, detail)
                   : answer(connection, mhd, method);
}

/*
 * The daemon.
 */

__attribute__((format(printf, 2, 0))) static void log_message(void *context, const char *format,
                                                              va_list arguments)
{
    char text[512];

    (void)context;
    if (!log_wants(LOG_LEVEL_DEBUG))
        return;
    (void)vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\r\n")] = '\0';
    log_debug("libmicrohttpd: %s", text);
}

int http_new(struct http **out, const struct http_surroundings *surroundings, uint32_t capacity,
             size_t kept, struct reason *reason)
{
    struct http *http = calloc(1, sizeof *http);

    if (http)
        http->kept = cache_new(kept, drop_response);
    if (!http || !http->kept) {
        free(http);
        reason_set(reason, "no memory for the HTTP service");
        return -ENOMEM;
    }
    http->around = *surroundings;
    http->capacity = capacity;
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, http,
        MHD_OPTION_EXTERNAL_LOGGER, log_message, NULL,   /* first, for what follows */
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)capacity, /* else FD_SETSIZE - 4 */
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_NOTIFY_CONNECTION, notify_connection, http, MHD_OPTION_NOTIFY_COMPLETED,
        notify_completed, http, MHD_OPTION_URI_LOG_CALLBACK, note_target, http,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!http->daemon) {
        cache_free(http->kept);
        free(http);
        reason_set(reason, "libmicrohttpd does not start: %s", strerror(errno));
        return -EIO;
    }
    *out = http;
    return 0;
}

void http_free(struct http *http)
{
    if (!http)
        return;
    MHD_stop_daemon(http->daemon);
    cache_free(http->kept);
    buffer_release(&http->name);
    free(http);
}

int http_descriptor(const struct http *http)
{
    return MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void http_open(struct http *http, int socket)
{
    struct sockaddr_storage nobody = {.ss_family = AF_UNSPEC}; /* asked for where it is needed */

    if (http->draining || http->count >= http->capacity) {
        send_refusal(socket, 503, "Service Unavailable", "Too many connections: try again.");
        (void)close(socket);
        return;
    }
    /* The socket is closed by the call where it fails. */
    if (MHD_add_connection(http->daemon, socket, (struct sockaddr *)&nobody,
                           sizeof(struct sockaddr_in)) != MHD_YES)
        log_debug("libmicrohttpd did not take a connection: %s", strerror(errno));
}

static bool work_waits(struct http *http)
{
    MHD_UNSIGNED_LONG_LONG milliseconds;

    return MHD_get_timeout(http->daemon, &milliseconds) == MHD_YES && milliseconds == 0;
}

bool http_run(struct http *http)
{
    for (int i = 0; i < RUNS_MAX; i++) {
        (void)MHD_run(http->daemon);
        if (!work_waits(http))
            return false;
    }
    return true;
}

void http_drain(struct http *http)
{
    http->draining = true;
    for (struct connection *c = http->connections; c; c = c->next)
        if (c->phase != PHASE_REPLY)
            (void)shutdown(c->socket, SHUT_RD);
}

uint32_t http_count(const struct http *http)
{
    return http->count;
}
