/*
 * Turns an answer into a response of libmicrohttpd.
 *
 * One response may be queued on any number of connections. A reply of 5 KB costs 8.0 µs of CPU time
 * from one buffer and 13 µs from 53 pieces.
 */

#include "server/transport/http/http_reply.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "index/base/buffer.h"

enum {
    STREAM_BLOCK = 32 * 1024, /* bytes of a streamed body asked for at once */
    BYTES_A_STEP = 2,         /* of a streamed body */
    USUAL_HEAD = 1024,        /* bytes */
};

/* A streamed body and the connection that it is sent on, which outlives all reading. */
struct body {
    struct api_stream *stream; /* NULL: there is nothing to send */
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
    body->connection->account.sent += size;
    connection_worked(body->connection, body->stream->steps + (int64_t)(size / BYTES_A_STEP));
    return size > 0 ? (ssize_t)size : MHD_CONTENT_READER_END_OF_STREAM;
}

static void free_body(void *context)
{
    struct body *body = context;

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

/* Version 1.0 has a flag for a response whose body exists but is not sent. The library in use may be another
 * one than that of the build: both have the same soname. */
static bool has_bodiless_flag(void)
{
    return MHD_get_version()[0] != '0';
}

/* A reply to HEAD or of status 304 whose size is not known: that of the stream, or of the 200, which is
 * not made. Content-Length: 0 would be wrong. Version 0.9 decides by the status whether a reply has a
 * length (is_reply_body_headers_needed() in its connection.c): all have one but those of 1xx and 204, or
 * else chunks, whose last one it sends without a body too, and it would be read as the beginning of the
 * next reply. No flag changes that: MHD_RF_INSANITY_HEADER_CONTENT_LENGTH adds a second length. Only where
 * the end of the connection ends the body it sends neither: the next request then takes another
 * connection, 50 µs of CPU time (measured without optimization). */
static struct MHD_Response *create_bodiless(void)
{
    enum { BODILESS = 1 << 4 }; /* MHD_RF_HEAD_ONLY_RESPONSE, which the headers of 0.9.75 lack */
    static const struct body none;
    bool flagged = has_bodiless_flag();
    struct MHD_Response *response =
        flagged ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
                : MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_body,
                                                    (void *)&none, NULL);
    enum MHD_ResponseFlags flags =
        flagged ? (enum MHD_ResponseFlags)BODILESS : MHD_RF_HTTP_1_0_COMPATIBLE_STRICT;

    if (!response || MHD_set_response_options(response, flags, MHD_RO_END))
        return response;
    MHD_destroy_response(response);
    return NULL;
}

/* The response takes over the body; what the reply still owns afterwards was not taken. */
static struct MHD_Response *create_response(struct connection *connection, struct api_reply *reply,
                                            enum api_method method)
{
    struct MHD_Response *response;

    if (reply->status == MHD_HTTP_NOT_MODIFIED || (reply->stream && method == API_HEAD))
        return create_bodiless();
    if (reply->stream)
        return create_unsized(connection, reply);
    /* The library only reads from the bytes, though its type is not const. */
    response = MHD_create_response_from_buffer(reply->size, (void *)reply->bytes,
                                               reply->owned ? MHD_RESPMEM_MUST_FREE
                                                            : MHD_RESPMEM_PERSISTENT);
    if (response)
        reply->owned = NULL;
    return response;
}

size_t http_reply_head_size(const struct api_reply *reply)
{
    size_t size = HTTP_REPLY_FRAME;

    for (size_t i = 0; i < reply->header_count; i++)
        size += strlen(reply->headers[i].name) + strlen(reply->headers[i].value) + 4;
    return size;
}

/* The library's copy of the value, which it reads when it sends the response. */
char *http_reply_date(struct MHD_Response *response)
{
    return (char *)MHD_get_response_header(response, MHD_HTTP_HEADER_DATE);
}

static void end_lines(char *lines, const size_t *ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        lines[ends[i]] = '\r';
        lines[ends[i] + 1] = '\n';
    }
}

/* All of them as one, the date: for each that it has, the library follows three pointers whenever it
 * sends the response, and most are not in the processor's cache. It refuses line ends in a value, so that
 * a header cannot bring others with it; ours are made in its copy afterwards. */
static bool add_lines(struct MHD_Response *response, const struct api_reply *reply,
                      const struct http_date *date)
{
    struct buffer lines = BUFFER_INIT;
    size_t ends[API_HEADERS_MAX];
    bool added;

    (void)buffer_reserve(&lines, USUAL_HEAD);
    buffer_append(&lines, date->text, HTTP_DATE_SIZE);
    for (size_t i = 0; i < reply->header_count; i++) {
        ends[i] = lines.size;
        buffer_append(&lines, "  ", 2); /* until the library has the value */
        buffer_append_text(&lines, reply->headers[i].name);
        buffer_append(&lines, ": ", 2);
        buffer_append_text(&lines, reply->headers[i].value);
    }
    buffer_append(&lines, "", 1);
    added = !lines.failed && MHD_add_response_header(response, MHD_HTTP_HEADER_DATE, lines.bytes);
    buffer_release(&lines);
    if (added)
        end_lines(http_reply_date(response), ends, reply->header_count);
    return added;
}

/* Returns whether it succeeded. Version 0.9 forgets that there is a date when Connection is added. */
static bool add_headers(struct MHD_Response *response, const struct api_reply *reply,
                        const struct http_date *date, bool close)
{
    return (!close || MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close")) &&
           add_lines(response, reply, date);
}

struct MHD_Response *http_reply_new(struct connection *connection, struct api_reply *reply,
                                    enum api_method method, bool close)
{
    struct MHD_Response *response = create_response(connection, reply, method);

    if (!response || add_headers(response, reply, &connection->all->date, close))
        return response;
    MHD_destroy_response(response);
    return NULL;
}
