#ifndef CHARFINDER_SERVER_API_H
#define CHARFINDER_SERVER_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/query.h"
#include "server/catalog.h"

/*
 * Every HTTP answer, without HTTP's transport: a request's method and raw target into a status,
 * headers and a body. Knows no socket and no libmicrohttpd. What it is made of: results.c and
 * json.c write the bodies, exchange.c and reply.c what all answers have in common.
 */

enum api_method { API_GET, API_HEAD, API_OPTIONS, API_OTHER };

struct api_request {
    enum api_method method;
    const char *target; /* as it came: path, "?", query; percent-encoded */
    size_t target_size;
    const char *if_none_match; /* header values, or NULL; several of a name joined by commas */
    const char *accept_encoding;
};

enum { API_HEADERS_MAX = 16 };

struct api_header {
    const char *name;  /* static */
    const char *value; /* static, or within the reply's header_text */
};

struct api_stream; /* the rows of a result too long to be held at once */

/* Bytes of the header values of one reply that are not static. The longest is Link, with a query
 * of QUERY_MAX_SIZE bytes, each of them escaped. */
enum { API_HEADER_TEXT_SIZE = 3 * QUERY_MAX_SIZE + 1024 };

/*
 * A reply. Either `stream` is not NULL and the body is what api_stream_read() gives until 0, or
 * the body is `bytes`, `size`: borrowed from the program's own data when `owned` is NULL, else
 * owned == bytes and freed with free(). Content-Length and, for HEAD, dropping the body are the
 * transport's. A reply points into itself: it must not be moved.
 */
struct api_reply {
    unsigned status;
    size_t header_count;
    struct api_header headers[API_HEADERS_MAX];
    char header_text[API_HEADER_TEXT_SIZE];
    size_t header_text_size;
    const char *bytes; /* NULL where there is no body */
    size_t size;
    char *owned;
    struct api_stream *stream;
};

/* Answers any request: a bad one gets its problem document, and when memory runs out the reply is
 * 503 without a body. Release the reply with api_reply_release() unless its body was handed on
 * (then set owned and stream to NULL first). */
void api_answer(const struct catalog *catalog, const struct api_request *request,
                struct api_reply *reply);
void api_reply_release(struct api_reply *reply);

/* A problem document (RFC 9457) for what only the transport can see: framing, sizes. The detail
 * tells what to send instead, without a final full stop. */
void api_problem(struct api_reply *reply, unsigned status, const char *detail);

/* Writes the next part of the body into `out`, as much as fits or less; 0 at the end. Costs
 * at most about 16 KiB of rows, however large the capacity. The memory it needs is taken when
 * the reply is made, so that it cannot run out half way. */
size_t api_stream_read(struct api_stream *stream, char *out, size_t capacity);
void api_stream_free(struct api_stream *stream);

#endif
