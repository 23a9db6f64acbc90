/*
 * Between libmicrohttpd and the answers. The only module that knows the library, which owns the
 * sockets, parses requests and frames replies. connection.c limits how long a connection may take,
 * response_cache.c holds the replies that are sent again.
 *
 * What was measured or verified about libmicrohttpd 0.9.75, and decides what is done here:
 * Driving it. It runs without a thread of its own. Its epoll descriptor becomes readable when there
 * is input, but there can be work without input: after each MHD_run(), and after a connection has
 * been closed, ask MHD_get_timeout() and run again while it says 0. Ignoring it left 48 of 50
 * pipelined requests unanswered. Never suspend a connection: resuming it from another thread did not
 * wake the library. Its default maximum of connections is FD_SETSIZE - 4, even with epoll.
 *
 * The handler is called at least twice for each request, and a response that is queued in the first
 * call closes the connection, which cost 7 times the throughput. So the first call only checks the
 * head, and queues a response only when it refuses the request.
 *
 * Requests. At every level of strictness the library accepts what smuggles requests past proxies:
 * Content-Length with Transfer-Encoding, two Content-Lengths, "TE : chunked". It ends the target and
 * every value at a NUL, takes a line that begins with NUL or a colon for the end of the head, and
 * joins a folded line to its field's name. So the guard reads the raw head in the first call. The
 * head is still in the connection's memory, from the handler's `method` to the size that
 * MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE returns, with NUL in the place of line ends and of each
 * field's first colon. The target as it came is passed to MHD_OPTION_URI_LOG_CALLBACK only: `url` is
 * decoded, and cut at %00. Lines before the request line that are empty or begin with NUL are
 * skipped, and cannot be seen here.
 *
 * Replies. What the library refuses itself it tells the log first. Its reply is in HTML, and after a
 * bad Content-Length its head is sent twice; so ours is sent instead where the request can be found.
 * One response may be queued on any number of connections. A reply of 5 KB costs 8.0 µs of CPU time
 * from one buffer and 13 µs from 53 pieces; one recv() and one sendmsg() for each request are the
 * least it does.
 * Memory. Each connection has a pool that the library clears twice for each request: its size is CPU
 * time. An idle connection keeps its pool.
 * Version 1.0 (Debian 13) refuses more by itself, in HTML. It has to be strict: otherwise it replaces
 * bare LFs and folds, which cannot be seen afterwards.
 */

#include "server/transport/http.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "index/base/buffer.h"
#include "index/base/container_of.h"
#include "server/answers/http/api.h"
#include "server/answers/http/guard.h"
#include "server/base/limits.h"
#include "server/base/log.h"
#include "server/transport/connection.h"
#include "server/transport/peer.h"
#include "server/transport/response_cache.h"

enum {
    RUNS_MAX = 8,             /* MHD_run() calls a turn, so that telnet has its share */
    STREAM_BLOCK = 32 * 1024, /* bytes of a streamed body asked for at once */
    /* The library decodes all parameters into the connection's memory. From about 700 on there is none
     * left for a reply, and it sends nothing. */
    PARAMETERS_MAX = 256,
    /* Request head and reply head, whose longest value is a query and its languages escaped. No more:
     * the library overwrites most of it with zeroes, twice a request. */
    CONNECTION_MEMORY = LIMIT_TARGET + LIMIT_HEADERS + 8 * 1024,
};

struct http {
    struct http_surroundings around;
    struct MHD_Daemon *daemon;
    uint32_t capacity, count;
    struct connections connections;
    struct response_cache *cached; /* struct MHD_Response */
};

static struct http *connection_http(const struct connection *connection)
{
    return container_of(connection->all, struct http, connections);
}

void http_expire(struct http *http, struct deadline *deadline)
{
    connection_expire(&http->connections, deadline);
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
    *socket_context = connection_new(&http->connections, info->connect_fd);
}

/* A refusal where libmicrohttpd cannot be asked to write one. The client is not waited for. */
static void send_refusal(int socket, unsigned status, const char *detail)
{
    struct buffer message = BUFFER_INIT;
    struct api_reply reply;

    api_problem(&reply, status, detail);
    buffer_append_format(&message, "HTTP/1.1 %u %s\r\n", reply.status,
                         MHD_get_reason_phrase_for(reply.status));
    for (size_t i = 0; i < reply.header_count; i++)
        buffer_append_format(&message, "%s: %s\r\n", reply.headers[i].name, reply.headers[i].value);
    if (status == 503)
        buffer_append_text(&message, "Retry-After: 1\r\n");
    buffer_append_format(&message, "Content-Length: %zu\r\nConnection: close\r\n\r\n", reply.size);
    buffer_append(&message, reply.bytes, reply.size);
    (void)send(socket, message.bytes, message.size, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(socket, SHUT_RDWR); /* nothing that follows is read or answered */
    buffer_release(&message);
    api_reply_release(&reply);
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

    (void)context;
    if (!connection || !connection_begin(connection, target))
        return NULL;
    connection->library = mhd;
    if (separators(target) > PARAMETERS_MAX)
        send_refusal(connection->socket, 400, "Send fewer parameters");
    return connection;
}

/* Is the library about to refuse this request? It says that it refuses one, but not which. At the end
 * of a head that it refuses, the size of the head is known and there is no reply yet: of every other
 * request with such a head the handler has been called. Within a head it refuses for lack of memory,
 * which is found out by asking for some. A request that has memory loses it, so only the latest is
 * asked, and once. */
static bool is_being_refused(struct connection *connection, bool latest, unsigned status)
{
    struct MHD_Connection *mhd = connection->library;

    if (connection->seen || MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_HTTP_STATUS))
        return false;
    if (MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE))
        return true;
    if (!latest || connection->probed || status != 431)
        return false;
    connection->probed = true;
    return MHD_set_connection_value(mhd, MHD_FOOTER_KIND, "", NULL) == MHD_NO;
}

/* The library is about to refuse a request in HTML, perhaps with two heads. The client is sent our
 * refusal, and the library finds the socket shut down. Where the request is not found, the library's
 * reply is sent; it closes the connection too. */
static void replace_refusal(struct http *http, unsigned status)
{
    const struct connections *all = &http->connections;

    for (unsigned i = 0; i < CONNECTIONS_BEGUN; i++) {
        struct connection *connection = all->begun[(all->begun_last - i) % CONNECTIONS_BEGUN];

        if (!connection || !is_being_refused(connection, i == 0, status))
            continue;
        connection->seen = true;
        counter_add(&http->around.counters->http_requests, 1);
        send_refusal(connection->socket, status,
                     status == 431 ? "Send fewer or shorter header fields"
                                   : "Send at most one Content-Length, a plain number");
        return;
    }
}

static void notify_completed(void *context, struct MHD_Connection *mhd, void **request,
                             enum MHD_RequestTerminationCode code)
{
    struct connection *connection = *request;

    (void)context;
    (void)mhd;
    (void)code;
    if (connection)
        connection_rest(connection);
    *request = NULL;
}

/*
 * Replies.
 */

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t capacity)
{
    struct api_stream *stream = context;
    size_t size = stream ? stream->read(stream, out, capacity) : 0;

    (void)position;
    return size > 0 ? (ssize_t)size : MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_stream(void *context)
{
    struct api_stream *stream = context;

    if (stream)
        stream->free(stream);
}

/* The response takes over the body; what the reply still owns afterwards was not taken. Of a 304 the
 * size is unknown: it is that of the 200, which is not made, and 0 would be wrong. */
static struct MHD_Response *create_response(struct api_reply *reply)
{
    struct MHD_Response *response;

    if (reply->stream || reply->status == MHD_HTTP_NOT_MODIFIED) {
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

void http_clear_cache(struct http *http)
{
    response_cache_clear(http->cached);
}

static enum MHD_Result queue_response(struct connection *connection, struct MHD_Connection *mhd,
                                      unsigned status, struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(mhd, status, response);

    if (result == MHD_YES)
        connection_reply(connection);
    return result;
}

/* Takes over the reply. `close` ends the connection after it. */
static enum MHD_Result queue_reply(struct connection *connection, struct MHD_Connection *mhd,
                                   const struct api_request *request, struct api_reply *reply,
                                   bool close)
{
    struct http *http = connection_http(connection);
    bool streamed = reply->stream, unsized = reply->status == MHD_HTTP_NOT_MODIFIED, cached = false;
    struct MHD_Response *response = create_response(reply);
    enum MHD_Result result = response ? MHD_YES : MHD_NO;

    /* The library ends even a chunked body that is not sent, of HEAD or 304, with the last chunk; it
     * would be read as the beginning of the next reply. Without chunks it closes the connection. */
    if (result == MHD_YES && ((streamed && request->method == API_HEAD) || unsized))
        result = MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);

    for (size_t i = 0; result == MHD_YES && i < reply->header_count; i++)
        result = MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    if (result == MHD_YES && close)
        result = MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    if (result == MHD_YES)
        result = queue_response(connection, mhd, reply->status, response);
    if (result == MHD_YES && !streamed && !close)
        cached = response_cache_put(http->cached, request, reply, response);
    if (response && !cached)
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
    log_debug("From %s: %s %s", peer, method, connection->target.bytes);
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
    if (strcmp(method, MHD_HTTP_METHOD_CONNECT) == 0)
        return API_CONNECT;
    return API_OTHER;
}

/* Are there requests with that method that get something else than 405? */
static bool is_answered(enum api_method method)
{
    return method != API_OTHER && method != API_CONNECT;
}

/* The library in use may be another one than that of the build: both have the same soname. */
static enum head_form head_form(void)
{
    return MHD_get_version()[0] == '0' ? HEAD_OF_VERSION_0_9 : HEAD_OF_VERSION_1_0;
}

/* A client may move the library's pointers by what it sends: they are only compared. */
static size_t distance(const char *from, const char *to)
{
    return (size_t)((uintptr_t)to - (uintptr_t)from);
}

static unsigned guard_request(const struct connection *connection, struct MHD_Connection *mhd,
                              const char *url, const char *method, const char *version,
                              struct reason *reason)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct guard_head head = {
        .raw = {.bytes = method, .size = info->header_size},
        .form = head_form(),
        .target_at = distance(method, url),
        .version_at = distance(method, version),
        .target = {.bytes = connection->target.bytes, .size = connection_target_size(connection)},
        .fields = (size_t)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, NULL, NULL),
        .bodiless = is_answered(method_of(method)),
    };

    return guard_verdict(&head, reason);
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
    /* Most requests have no such header: one lookup says so. */
    if (!MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, joined->name))
        return;
    (void)MHD_get_connection_values(mhd, MHD_HEADER_KIND, join_header, joined);
    buffer_append(&joined->values, "", 1);
}

/* The library leaves the white space after a value, which is not part of it. */
static const char *find_host(struct MHD_Connection *mhd, struct buffer *trimmed)
{
    const char *host = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    size_t size = host ? strcspn(host, " \t") : 0; /* within a host there is none */

    if (!host || !host[size])
        return host;
    buffer_append(trimmed, host, size);
    buffer_append(trimmed, "", 1);
    return trimmed->failed ? NULL : trimmed->bytes;
}

static enum MHD_Result serve(struct connection *connection, struct MHD_Connection *mhd,
                             const char *method, const struct api_request *request)
{
    struct http *http = connection_http(connection);
    bool close = http->connections.draining;
    struct MHD_Response *cached = close ? NULL : response_cache_find(http->cached, request);
    struct api_reply reply;

    if (cached) {
        counter_add(&http->around.counters->http_cached, 1);
        log_request(connection, method, MHD_HTTP_OK);
        return queue_response(connection, mhd, MHD_HTTP_OK, cached);
    }
    api_answer(http->around.catalog, request, &reply);
    log_request(connection, method, reply.status);
    return queue_reply(connection, mhd, request, &reply, close);
}

static enum MHD_Result answer(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method)
{
    struct joined if_none_match = {.name = MHD_HTTP_HEADER_IF_NONE_MATCH};
    struct joined accept_encoding = {.name = MHD_HTTP_HEADER_ACCEPT_ENCODING};
    struct buffer host = BUFFER_INIT;
    struct api_request request = {
        .method = method_of(method),
        .target = connection->target.bytes,
        .target_size = connection_target_size(connection),
        .host = find_host(mhd, &host),
    };
    enum MHD_Result result;

    join_headers(mhd, &if_none_match);
    join_headers(mhd, &accept_encoding);
    request.if_none_match = if_none_match.values.bytes;
    request.accept_encoding = accept_encoding.values.bytes;
    result = serve(connection, mhd, method, &request);
    buffer_release(&if_none_match.values);
    buffer_release(&accept_encoding.values);
    buffer_release(&host);
    return result;
}

static enum MHD_Result refuse(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method, unsigned status, const char *detail)
{
    const struct api_request request = {.method = method_of(method)};
    struct api_reply reply;

    api_problem(&reply, status, detail);
    log_request(connection, method, status);
    return queue_reply(connection, mhd, &request, &reply, true);
}

/*
 * Called with the head of a request, and again when no more of a body is to come. A reply to the
 * first call closes the connection: right for a request that is refused, and for no other.
 */
static enum MHD_Result handle(void *context, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, // NOLINT(readability-non-const-parameter)
                              void **request)
{
    struct connection *connection = *request;
    struct reason reason;
    unsigned refused;
    bool first;

    (void)context;
    (void)upload;
    if (!connection || *upload_size > 0) /* no memory; or a body that was refused already */
        return MHD_NO;
    first = !connection->seen;
    connection->seen = true;
    refused = first ? guard_request(connection, mhd, url, method, version, &reason) : 0;
    if (!refused && first && is_answered(method_of(method)))
        return MHD_YES;
    counter_add(&connection_http(connection)->around.counters->http_requests, 1);
    return refused ? refuse(connection, mhd, method, refused, reason.text)
                   : answer(connection, mhd, method);
}

/*
 * The daemon.
 */

__attribute__((format(printf, 2, 0))) static void log_message(void *context, const char *format,
                                                              va_list arguments)
{
    static const char refusal[] = "Error processing request (HTTP response code is %u";
    char text[512];

    if (strncmp(format, refusal, sizeof refusal - 1) == 0) {
        va_list copy;

        va_copy(copy, arguments);
        replace_refusal(context, va_arg(copy, unsigned));
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
        http->cached = response_cache_new(cached, drop_response);
    if (!http || !http->cached) {
        free(http);
        reason_set(reason, "no memory for the HTTP service");
        return -ENOMEM;
    }
    http->around = *surroundings;
    http->capacity = capacity;
    http->connections =
        (struct connections){.wheel = http->around.wheel, .config = http->around.config};
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, http,
        MHD_OPTION_EXTERNAL_LOGGER, log_message, http,   /* first, for what follows */
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)capacity, /* else FD_SETSIZE - 4 */
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT,
        head_form() == HEAD_OF_VERSION_1_0 ? 1 : 0, MHD_OPTION_NOTIFY_CONNECTION, notify_connection,
        http, MHD_OPTION_NOTIFY_COMPLETED, notify_completed, http, MHD_OPTION_URI_LOG_CALLBACK,
        note_target, http, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!http->daemon) {
        response_cache_free(http->cached);
        free(http);
        reason_set(reason, "cannot start libmicrohttpd: %s", strerror(errno));
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
    response_cache_free(http->cached);
    free(http);
}

int http_descriptor(const struct http *http)
{
    return MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void http_open(struct http *http, int socket)
{
    struct sockaddr_storage unknown = {.ss_family = AF_UNSPEC}; /* peer_name() asks the socket */

    if (http->connections.draining || http->count >= http->capacity) {
        send_refusal(socket, 503, "Too many connections: try again");
        (void)close(socket);
        return;
    }
    /* When it fails, the call closes the socket. */
    if (MHD_add_connection(http->daemon, socket, (struct sockaddr *)&unknown,
                           sizeof(struct sockaddr_in)) != MHD_YES)
        log_debug("libmicrohttpd refused a connection: %s", strerror(errno));
}

bool http_run(struct http *http)
{
    MHD_UNSIGNED_LONG_LONG milliseconds;

    for (int i = 0; i < RUNS_MAX; i++) {
        (void)MHD_run(http->daemon);
        if (MHD_get_timeout(http->daemon, &milliseconds) != MHD_YES || milliseconds > 0)
            return false;
    }
    return true;
}

void http_drain(struct http *http)
{
    connections_drain(&http->connections);
}

uint32_t http_count(const struct http *http)
{
    return http->count;
}
