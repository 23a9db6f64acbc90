/*
 * From a request to its reply: the guard judges its head, the answers make the reply.
 *
 * The handler is called at least twice for each request, and a response that is queued in the first
 * call closes the connection, which cost 7 times the throughput. So the first call only checks the
 * head, and queues a response only when it refuses the request.
 *
 * While there is no reply to the last call, it is repeated in every MHD_run(). So a request whose turn
 * (turns.h) has not come yet is left without a reply, and so is one for something that is being made.
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

#include "server/transport/http/http_request.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/container_of.h"
#include "server/answers/http/api.h"
#include "server/answers/http/request/guard.h"
#include "server/base/clock.h"
#include "server/transport/base/peer.h"
#include "server/transport/http/http_fields.h"
#include "server/transport/http/http_kept.h"
#include "server/transport/http/http_refusal.h"
#include "server/transport/http/http_reply.h"
#include "server/transport/http/http_site.h"

enum {
    /* The library decodes all parameters into the connection's memory. From about 700 on there is none
     * left for a reply, and it sends nothing. */
    PARAMETERS_MAX = 256,
    FIELD_MEMORY = 64,   /* that the library takes beside a field's or parameter's text */
    REPLY_MEMORY = 1024, /* for the head of a refusal, and of nearly every other reply */
    /* Steps of a turn (turns.h) beside those of the answer. */
    CACHED_STEPS = 1500,  /* a reply from the cache */
    REQUEST_STEPS = 1000, /* any other reply */
    BYTES_A_STEP = 2,     /* of its body */
};

#define TOO_LONG "Send fewer or shorter header fields"

static struct http_requests *requests_of(const struct connection *connection)
{
    return container_of(connection->all, struct http_requests, connections);
}

/* The number of "&". */
static size_t separators(const char *target, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += target[i] == '&';
    return count;
}

void *http_request_begin(void *context, const char *target, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *connection = info->socket_context;
    size_t size;

    (void)context;
    if (!connection || !connection_begin(connection, target))
        return NULL;
    connection->library = mhd;
    size = connection_target_size(connection);
    if (size > PARAMETERS_MAX && separators(target, size) > PARAMETERS_MAX)
        http_refusal_end(connection, 400, "Send fewer parameters");
    return connection;
}

/* A reply has 10 KB for its headers, and two are seldom made at the same time, so the memory of the last one
 * is used again. Returns NULL when memory ran out. */
static struct api_reply *take_reply(struct http_requests *requests)
{
    struct api_reply *reply = requests->spare ? requests->spare : malloc(sizeof *reply);

    requests->spare = NULL;
    return reply;
}

static void drop_reply(struct connection *connection)
{
    struct http_requests *requests = requests_of(connection);

    if (!connection->reply)
        return;
    api_reply_release(connection->reply);
    if (requests->spare)
        free(connection->reply);
    else
        requests->spare = connection->reply;
    connection->reply = NULL;
}

/* Counts a request that has ended, `sent` or not. */
static void count_request(const struct connection *connection, bool sent)
{
    const struct request_account *account = &connection->account;
    struct counters *counters = requests_of(connection)->counters;
    uint64_t duration = clock_microseconds() - account->begun;

    counter_add(&counters->http_received, (int64_t)account->received);
    counter_add(&counters->http_sent, (int64_t)account->sent);
    if (account->status > 0)
        counter_add(&counters->http_replies[account->route][counted_status(account->status)], 1);
    if (sent)
        durations_add(&counters->http_durations[account->route], duration);
    else
        counter_add(&counters->http_unfinished, 1);
    access_note_request(requests_of(connection)->notes, account, connection->socket,
                        connection->target.size > 0 ? connection->target.bytes : NULL, duration);
}

void http_request_end(void *context, struct MHD_Connection *mhd, void **request,
                      enum MHD_RequestTerminationCode code)
{
    struct connection *connection = *request;

    (void)context;
    (void)mhd;
    if (connection) {
        count_request(connection,
                      code == MHD_REQUEST_TERMINATED_COMPLETED_OK || connection->account.direct);
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

/* Offers the response to the cache. Returns whether it belongs to it now. */
static bool keep(struct http_requests *requests, const struct api_request *request,
                 const struct api_reply *reply, struct MHD_Response *response)
{
    struct http_kept *kept =
        reply->lasting ? http_kept_new(response, reply, &requests->connections.date) : NULL;

    if (!kept)
        return false;
    if (response_cache_put(requests->cached, request, reply, kept))
        return true;
    free(kept);
    return false;
}

/* Takes over the reply. `close` ends the connection after it. */
static enum MHD_Result queue_reply(struct connection *connection, struct MHD_Connection *mhd,
                                   const struct api_request *request, struct api_reply *reply,
                                   bool close)
{
    bool streamed = reply->stream, cached = false;
    struct MHD_Response *response = http_reply_new(connection, reply, request->method, close);
    enum MHD_Result result =
        response ? queue_response(connection, mhd, reply->status, response) : MHD_NO;

    if (result == MHD_YES && !streamed && !close)
        cached = keep(requests_of(connection), request, reply, response);
    if (response && !cached)
        MHD_destroy_response(response);
    api_reply_release(reply);
    return result;
}

/* The request gets this reply. */
static void note_reply(struct connection *connection, const char *method, unsigned status,
                       unsigned route)
{
    if (connection->account.direct) /* nothing else reaches the client */
        return;
    connection->account.status = status;
    connection->account.route = route;
    access_note_reply(requests_of(connection)->notes, &connection->account, connection->socket,
                      method, connection->target.bytes);
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

static size_t head_size(struct MHD_Connection *mhd)
{
    return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
}

static unsigned guard_request(const struct connection *connection, struct MHD_Connection *mhd,
                              const char *url, const char *method, const char *version,
                              struct reason *reason)
{
    struct guard_head head = {
        .raw = {.bytes = method, .size = head_size(mhd)},
        .form = http_request_head_form(),
        .target_at = distance(method, url),
        .version_at = distance(method, version),
        .target = {.bytes = connection->target.bytes, .size = connection_target_size(connection)},
        .fields = (size_t)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, NULL, NULL),
        .bodiless = is_answered(method_of(method)),
    };

    return guard_verdict(&head, reason);
}

/* The library splits a copy of them. */
static size_t cookies_size(struct MHD_Connection *mhd)
{
    size_t size = 0;

    (void)MHD_lookup_connection_value_n(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE,
                                        sizeof MHD_HTTP_HEADER_COOKIE - 1, NULL, &size);
    return size;
}

/* Has the connection's memory room left for a reply's head of that size? Where it has not, the library
 * sends none. */
static bool has_room(const struct connection *connection, struct MHD_Connection *mhd, size_t reply)
{
    enum MHD_ValueKind all =
        (enum MHD_ValueKind)(MHD_HEADER_KIND | MHD_GET_ARGUMENT_KIND | MHD_COOKIE_KIND);
    int fields = MHD_get_connection_values_n(mhd, all, NULL, NULL);

    return head_size(mhd) + cookies_size(mhd) + (size_t)fields * FIELD_MEMORY + reply <=
           requests_of(connection)->memory;
}

/* Begins the reply, or continues it. Returns NULL when it is not complete, or memory ran out. */
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
    reply = connection->reply = take_reply(requests);
    if (!reply)
        return NULL;
    api_answer(requests->catalog, request, reply);
    connection_worked(connection,
                      REQUEST_STEPS + reply->steps + (int64_t)(reply->size / BYTES_A_STEP));
    return reply->compression ? NULL : reply;
}

/* Where the library has no memory left for a reply. */
static enum MHD_Result refuse_without_room(struct connection *connection, const char *method,
                                           unsigned status, const char *detail)
{
    note_reply(connection, method, status, COUNTED_NOWHERE);
    http_refusal_end(connection, status, detail);
    return MHD_NO;
}

/* What was found out of a request in the first call leaves room for a head of REPLY_MEMORY. */
static bool has_room_for(const struct connection *connection, struct MHD_Connection *mhd,
                         size_t head)
{
    return head <= REPLY_MEMORY || has_room(connection, mhd, head);
}

static enum MHD_Result serve_kept(struct connection *connection, struct MHD_Connection *mhd,
                                  const char *method, struct http_kept *kept)
{
    const struct http_requests *requests = requests_of(connection);

    if (!has_room_for(connection, mhd, kept->head))
        return refuse_without_room(connection, method, 431, TOO_LONG);
    counter_add(&requests->counters->http_cached, 1);
    note_reply(connection, method, MHD_HTTP_OK, kept->route);
    connection->account.sent = kept->size;
    connection->account.cached = true;
    connection_worked(connection, CACHED_STEPS);
    return queue_response(connection, mhd, MHD_HTTP_OK,
                          http_kept_response(kept, &requests->connections.date));
}

static enum MHD_Result serve(struct connection *connection, struct MHD_Connection *mhd,
                             const char *method, const struct api_request *request)
{
    struct http_requests *requests = requests_of(connection);
    bool close = requests->connections.leaving || requests->connections.draining;
    bool fresh = !connection->reply && !close;
    struct http_kept *kept = fresh ? response_cache_find(requests->cached, request) : NULL;
    struct api_reply *reply;
    enum MHD_Result result;

    if (kept)
        return serve_kept(connection, mhd, method, kept);
    reply = make_reply(connection, request);
    if (!reply && connection->reply) { /* the library calls again */
        connection_wait(connection);
        return MHD_YES;
    }
    if (!reply)
        return MHD_NO;
    if (reply->awaited && connection_await(connection)) { /* the library calls again */
        drop_reply(connection);
        return MHD_YES;
    }
    if (!has_room_for(connection, mhd, http_reply_head_size(reply)))
        return refuse_without_room(connection, method, 431, TOO_LONG);
    if (reply->lasting && reply->status == MHD_HTTP_OK)
        counter_add(&requests->counters->http_missed, 1);
    note_reply(connection, method, reply->status, reply->route);
    if (request->method != API_HEAD)
        connection->account.sent = reply->size; /* a stream adds what is read of it */
    result = queue_reply(connection, mhd, request, reply, close);
    drop_reply(connection);
    return result;
}

static enum MHD_Result answer(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method)
{
    struct buffer if_match = BUFFER_INIT, if_none_match = BUFFER_INIT, accept = BUFFER_INIT,
                  encoding = BUFFER_INIT, language = BUFFER_INIT;
    struct http_site found;
    struct api_request request = {
        .method = method_of(method),
        .target = connection->target.bytes,
        .target_size = connection_target_size(connection),
        .if_match = http_field_joined(mhd, MHD_HTTP_HEADER_IF_MATCH, &if_match),
        .if_none_match = http_field_joined(mhd, MHD_HTTP_HEADER_IF_NONE_MATCH, &if_none_match),
        .accept = http_field_joined(mhd, MHD_HTTP_HEADER_ACCEPT, &accept),
        .accept_encoding = http_field_joined(mhd, MHD_HTTP_HEADER_ACCEPT_ENCODING, &encoding),
        .accept_language = http_field_joined(mhd, MHD_HTTP_HEADER_ACCEPT_LANGUAGE, &language),
    };
    enum MHD_Result result;

    http_site_find(&found, mhd, connection);
    request.site = found.site;
    if (found.original.client[0]) /* else it is empty */
        (void)snprintf(connection->account.client, sizeof connection->account.client, "%s",
                       found.original.client);
    result = serve(connection, mhd, method, &request);
    buffer_release(&if_match);
    buffer_release(&if_none_match);
    buffer_release(&accept);
    buffer_release(&encoding);
    buffer_release(&language);
    http_site_release(&found);
    return result;
}

static enum MHD_Result refuse(struct connection *connection, struct MHD_Connection *mhd,
                              const char *method, unsigned status, const char *detail)
{
    const struct api_request request = {
        .method = method_of(method),
        .target = connection->target.bytes,
        .target_size = connection_target_size(connection),
        .accept = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT),
    };
    struct api_reply reply;

    api_refuse(&request, &reply, status, detail);
    note_reply(connection, method, status, COUNTED_NOWHERE);
    connection->account.sent = reply.size;
    return queue_reply(connection, mhd, &request, &reply, true);
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
    if (first) {
        connection->account.received = head_size(mhd);
        connection->account.old = strcmp(version, MHD_HTTP_VERSION_1_0) == 0;
    }
    refused = first ? guard_request(connection, mhd, url, method, version, &reason) : 0;
    if (first && !has_room(connection, mhd, REPLY_MEMORY)) {
        counter_add(&requests_of(connection)->counters->http_requests, 1);
        return refused ? refuse_without_room(connection, method, refused, reason.text)
                       : refuse_without_room(connection, method, 431, TOO_LONG);
    }
    if (!refused && first && is_answered(method_of(method)))
        return MHD_YES;
    if (!refused && connection_awaits(connection))
        return MHD_YES;
    if (!refused && !connection_may_work(connection)) { /* the library calls again */
        connection_wait(connection);
        return MHD_YES;
    }
    if (!connection->reply && !connection->awaited)
        counter_add(&requests_of(connection)->counters->http_requests, 1);
    return refused ? refuse(connection, mhd, method, refused, reason.text)
                   : answer(connection, mhd, method);
}
