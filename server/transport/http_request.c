/*
 * From a request to its reply: the guard judges its head, the answers make the reply.
 *
 * The handler is called at least twice for each request, and a response that is queued in the first
 * call closes the connection, which cost 7 times the throughput. So the first call only checks the
 * head, and queues a response only when it refuses the request.
 *
 * While there is no reply to the last call, it is repeated in every MHD_run(). So a request whose turn
 * (turns.h) has not come yet is left without a reply.
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
 */

#include "server/transport/http_request.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "index/base/buffer.h"
#include "index/base/container_of.h"
#include "server/answers/http/api.h"
#include "server/answers/http/request/guard.h"
#include "server/base/log.h"
#include "server/transport/http_refusal.h"
#include "server/transport/http_reply.h"
#include "server/transport/peer.h"

enum {
    /* The library decodes all parameters into the connection's memory. From about 700 on there is none
     * left for a reply, and it sends nothing. */
    PARAMETERS_MAX = 256,
    FIELD_MEMORY = 64,       /* that the library takes beside a field's or parameter's text */
    REPLY_MEMORY = 7 * 1024, /* for the head of the longest reply */
    /* Steps of a turn (turns.h) beside those of the answer. */
    CACHED_STEPS = 1500,  /* a reply from the cache */
    REQUEST_STEPS = 1000, /* any other reply */
    BYTES_A_STEP = 2,     /* of its body */
};

static struct http_requests *requests_of(const struct connection *connection)
{
    return container_of(connection->all, struct http_requests, connections);
}

static size_t separators(const char *target)
{
    size_t count = 0;

    for (; *target; target++)
        count += *target == '&';
    return count;
}

void *http_request_begin(void *context, const char *target, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *connection = info->socket_context;

    (void)context;
    if (!connection || !connection_begin(connection, target))
        return NULL;
    connection->library = mhd;
    if (separators(target) > PARAMETERS_MAX)
        http_refusal_end(connection->socket, 400, "Send fewer parameters");
    return connection;
}

static void drop_reply(struct connection *connection)
{
    if (connection->reply)
        api_reply_release(connection->reply);
    free(connection->reply);
    connection->reply = NULL;
}

void http_request_end(void *context, struct MHD_Connection *mhd, void **request,
                      enum MHD_RequestTerminationCode code)
{
    struct connection *connection = *request;

    (void)context;
    (void)mhd;
    (void)code;
    if (connection) {
        drop_reply(connection);
        connection_rest(connection);
    }
    *request = NULL;
}

/*
 * Replies.
 */

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
    struct response_cache *cache = requests_of(connection)->cached;
    bool streamed = reply->stream, cached = false;
    struct MHD_Response *response = http_reply_new(connection, reply, request->method, close);
    enum MHD_Result result =
        response ? queue_response(connection, mhd, reply->status, response) : MHD_NO;

    if (result == MHD_YES && !streamed && !close)
        cached = response_cache_put(cache, request, reply, response);
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
enum head_form http_request_head_form(void)
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
        .form = http_request_head_form(),
        .target_at = distance(method, url),
        .version_at = distance(method, version),
        .target = {.bytes = connection->target.bytes, .size = connection_target_size(connection)},
        .fields = (size_t)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, NULL, NULL),
        .bodiless = is_answered(method_of(method)),
    };

    return guard_verdict(&head, reason);
}

/* Has the connection's memory room left for the head of a reply? Where it has not, the library sends
 * none. */
static bool has_room(const struct connection *connection, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    enum MHD_ValueKind all =
        (enum MHD_ValueKind)(MHD_HEADER_KIND | MHD_GET_ARGUMENT_KIND | MHD_COOKIE_KIND);
    int fields = MHD_get_connection_values_n(mhd, all, NULL, NULL);

    return info->header_size + (size_t)fields * FIELD_MEMORY + REPLY_MEMORY <=
           requests_of(connection)->memory;
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

/* Begins the reply, or goes on with it. Returns NULL when it is not complete, or memory ran out. */
static struct api_reply *make_reply(struct connection *connection,
                                    const struct api_request *request)
{
    struct http_requests *requests = requests_of(connection);
    struct api_reply *reply = connection->reply;
    bool complete;

    if (reply) {
        complete = api_continue(reply);
        connection_worked(connection, reply->steps);
        return complete ? reply : NULL;
    }
    reply = connection->reply = malloc(sizeof *reply);
    if (!reply)
        return NULL;
    api_answer(requests->catalog, request, reply);
    connection_worked(connection,
                      REQUEST_STEPS + reply->steps + (int64_t)(reply->size / BYTES_A_STEP));
    return reply->gzip ? NULL : reply;
}

static enum MHD_Result serve(struct connection *connection, struct MHD_Connection *mhd,
                             const char *method, const struct api_request *request)
{
    struct http_requests *requests = requests_of(connection);
    bool close = requests->connections.leaving || requests->connections.draining;
    bool fresh = !connection->reply && !close;
    struct MHD_Response *cached = fresh ? response_cache_find(requests->cached, request) : NULL;
    struct api_reply *reply;
    enum MHD_Result result;

    if (cached) {
        counter_add(&requests->counters->http_cached, 1);
        log_request(connection, method, MHD_HTTP_OK);
        connection_worked(connection, CACHED_STEPS);
        return queue_response(connection, mhd, MHD_HTTP_OK, cached);
    }
    reply = make_reply(connection, request);
    if (!reply && connection->reply) { /* the library calls again */
        connection_wait(connection);
        return MHD_YES;
    }
    if (!reply)
        return MHD_NO;
    log_request(connection, method, reply->status);
    result = queue_reply(connection, mhd, request, reply, close);
    drop_reply(connection);
    return result;
}

static enum MHD_Result answer(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method)
{
    struct joined if_none_match = {.name = MHD_HTTP_HEADER_IF_NONE_MATCH};
    struct joined accept_encoding = {.name = MHD_HTTP_HEADER_ACCEPT_ENCODING};
    struct joined accept_language = {.name = MHD_HTTP_HEADER_ACCEPT_LANGUAGE};
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
    join_headers(mhd, &accept_language);
    request.if_none_match = if_none_match.values.bytes;
    request.accept_encoding = accept_encoding.values.bytes;
    request.accept_language = accept_language.values.bytes;
    result = serve(connection, mhd, method, &request);
    buffer_release(&if_none_match.values);
    buffer_release(&accept_encoding.values);
    buffer_release(&accept_language.values);
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

/* The same where the library has no memory left for it. */
static enum MHD_Result refuse_without_room(struct connection *connection, const char *method,
                                           unsigned status, const char *detail)
{
    log_request(connection, method, status);
    http_refusal_end(connection->socket, status, detail);
    return MHD_NO;
}

/* A reply to the first call closes the connection: right for a request that is refused, and for no
 * other. */
enum MHD_Result http_request_handle(void *context, struct MHD_Connection *mhd, const char *url,
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
    if (first && !has_room(connection, mhd)) {
        counter_add(&requests_of(connection)->counters->http_requests, 1);
        return refused ? refuse_without_room(connection, method, refused, reason.text)
                       : refuse_without_room(connection, method, 431,
                                             "Send fewer or shorter header fields");
    }
    if (!refused && first && is_answered(method_of(method)))
        return MHD_YES;
    if (!refused && !connection_may_work(connection)) { /* the library calls again */
        connection_wait(connection);
        return MHD_YES;
    }
    if (!connection->reply)
        counter_add(&requests_of(connection)->counters->http_requests, 1);
    return refused ? refuse(connection, mhd, method, refused, reason.text)
                   : answer(connection, mhd, method);
}
