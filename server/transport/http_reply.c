/*
 * Turns an answer into a response of libmicrohttpd.
 *
 * One response may be queued on any number of connections. A reply of 5 KB costs 8.0 µs of CPU time
 * from one buffer and 13 µs from 53 pieces.
 */

#include "server/transport/http_reply.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

enum {
    STREAM_BLOCK = 32 * 1024, /* bytes of a streamed body asked for at once */
    BYTES_A_STEP = 2,         /* of a streamed body */
};

/* A streamed body and the connection that it is sent on, which outlives all reading. */
struct body {
    struct api_stream *stream; /* NULL: it is never sent */
    struct connection *connection;
};

/* A piece, in the connection's turn. After 0 bytes the library asks again at the next MHD_run(). */
static ssize_t read_body(void *context, uint64_t position, char *out, size_t capacity)
{
    struct body *body = context;
    size_t size;

    (void)position;
    if (!body->stream)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (!connection_may_work(body->connection))
        return 0;
    size = body->stream->read(body->stream, out, capacity);
    connection_worked(body->connection, body->stream->steps + (int64_t)(size / BYTES_A_STEP));
    return size > 0 ? (ssize_t)size : MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_body(void *context)
{
    struct body *body = context;

    if (body->stream)
        body->stream->free(body->stream);
    free(body);
}

static struct MHD_Response *create_unsized(struct connection *connection, struct api_reply *reply)
{
    struct body *body = malloc(sizeof *body);
    struct MHD_Response *response;

    if (!body)
        return NULL;
    *body = (struct body){.stream = reply->stream, .connection = connection};
    response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_body, body,
                                                 free_body);
    if (response)
        reply->stream = NULL;
    else
        free(body);
    return response;
}

/* The response takes over the body; what the reply still owns afterwards was not taken. Of a 304 the
 * size is unknown: it is that of the 200, which is not made, and 0 would be wrong. */
static struct MHD_Response *create_response(struct connection *connection, struct api_reply *reply)
{
    struct MHD_Response *response;

    if (reply->stream || reply->status == MHD_HTTP_NOT_MODIFIED)
        return create_unsized(connection, reply);
    /* The library only reads from the bytes, though its type is not const. */
    response = MHD_create_response_from_buffer(reply->size, (void *)reply->bytes,
                                               reply->owned ? MHD_RESPMEM_MUST_FREE
                                                            : MHD_RESPMEM_PERSISTENT);
    if (response)
        reply->owned = NULL;
    return response;
}

/* Returns whether it succeeded. */
static bool add_headers(struct MHD_Response *response, const struct api_reply *reply, bool close)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (!MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value))
            return false;
    return !close || MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

struct MHD_Response *http_reply_new(struct connection *connection, struct api_reply *reply,
                                    enum api_method method, bool close)
{
    bool streamed = reply->stream, unsized = reply->status == MHD_HTTP_NOT_MODIFIED;
    struct MHD_Response *response = create_response(connection, reply);

    if (!response)
        return NULL;
    /* The library ends even a chunked body that is not sent, of HEAD or 304, with the last chunk; it
     * would be read as the beginning of the next reply. Without chunks it closes the connection: it
     * sends Content-Length or the last chunk with every status but 1xx and 204, and no option of a
     * response changes that. */
    if (((streamed && method == API_HEAD) || unsized) &&
        !MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END)) {
        MHD_destroy_response(response);
        return NULL;
    }
    if (add_headers(response, reply, close))
        return response;
    MHD_destroy_response(response);
    return NULL;
}
