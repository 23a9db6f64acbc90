/*
 * What all answers share: status, headers, ownership of the body. It does not depend on the
 * content. Header values that are not static are stored in the reply itself, so a reply with a
 * static body needs no allocation.
 */

#include "server/answers/http/reply.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/budget.h"
#include "server/answers/http/gzip.h"
#include "server/answers/http/gzip_stream.h"

/* An answer that took more steps is compressed at a turn of its own; one slice takes a fifth of a turn. */
enum { COMPRESSED_AT_ONCE = BUDGET_TURN_STEPS / 5 * 4 };

void reply_begin(struct api_reply *reply, unsigned status)
{
    reply->status = status;
    reply->lasting = false;
    reply->by_language = false;
    reply->languages[0] = '\0';
    reply->steps = 0;
    reply->header_count = 0;
    reply->header_text_size = 0;
    reply->bytes = NULL;
    reply->size = 0;
    reply->owned = NULL;
    reply->stream = NULL;
    reply->gzip = NULL;
}

void reply_release(struct api_reply *reply)
{
    free(reply->owned);
    gzip_free(reply->gzip);
    if (reply->stream)
        reply->stream->free(reply->stream);
    reply_begin(reply, reply->status);
}

void reply_header(struct api_reply *reply, const char *name, const char *value)
{
    assert(reply->header_count < API_HEADERS_MAX);
    reply->headers[reply->header_count++] = (struct api_header){.name = name, .value = value};
}

void reply_header_joined(struct api_reply *reply, const char *name, const char *const texts[])
{
    char *value = reply->header_text + reply->header_text_size;

    for (; *texts; texts++) {
        size_t size = strlen(*texts);

        assert(size < sizeof reply->header_text - reply->header_text_size);
        memcpy(reply->header_text + reply->header_text_size, *texts, size);
        reply->header_text_size += size;
    }
    assert(reply->header_text_size < sizeof reply->header_text);
    reply->header_text[reply->header_text_size++] = '\0';
    reply_header(reply, name, value);
}

void reply_header_format(struct api_reply *reply, const char *name, const char *format, ...)
{
    char *value = reply->header_text + reply->header_text_size;
    size_t space = sizeof reply->header_text - reply->header_text_size;
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(value, space, format, arguments);
    va_end(arguments);
    assert(size >= 0 && (size_t)size < space); /* API_HEADER_TEXT_SIZE fits the longest */
    reply->header_text_size += (size_t)size + 1;
    reply_header(reply, name, value);
}

/* Every body has a content type, and forbids clients to guess another. */
static void content_headers(struct api_reply *reply, const char *type)
{
    reply_header(reply, "Content-Type", type);
    reply_header(reply, "X-Content-Type-Options", "nosniff");
}

void reply_body(struct api_reply *reply, const char *type, struct buffer *body)
{
    if (body->failed) {
        reply_no_memory(reply);
        return;
    }
    content_headers(reply, type);
    reply->owned = buffer_detach(body, &reply->size);
    reply->bytes = reply->owned;
}

void reply_stream_body(struct api_reply *reply, const char *type, struct api_stream *stream)
{
    content_headers(reply, type);
    reply->stream = stream;
}

/* Without memory it is sent as it is. */
static void compress_stream(struct api_reply *reply)
{
    struct api_stream *compressed = gzip_stream_new(reply->stream);

    if (!compressed)
        return;
    reply->stream = compressed;
    reply_header(reply, "Content-Encoding", "gzip");
}

static void compress_body(struct api_reply *reply)
{
    struct buffer body = {
        .bytes = reply->owned, .size = reply->size, .capacity = reply->size, .failed = false};

    reply->owned = NULL;
    reply->bytes = NULL;
    reply->size = 0;
    reply->gzip = gzip_new(&body);
    if (!reply->gzip) {
        reply_no_memory(reply);
        return;
    }
    reply_header(reply, "Content-Encoding", "gzip");
    if (gzip_is_short(reply->gzip) && reply->steps < COMPRESSED_AT_ONCE)
        (void)reply_continue(reply);
}

void reply_compress(struct api_reply *reply)
{
    if (reply->stream)
        compress_stream(reply);
    else
        compress_body(reply);
}

bool reply_continue(struct api_reply *reply)
{
    struct buffer body;

    if (!reply->gzip)
        return true;
    if (!gzip_continue(reply->gzip, &reply->steps))
        return false;
    gzip_take(reply->gzip, &body);
    gzip_free(reply->gzip);
    reply->gzip = NULL;
    reply->owned = buffer_detach(&body, &reply->size);
    reply->bytes = reply->owned;
    return true;
}

void reply_static(struct api_reply *reply, const char *type, const void *bytes, size_t size)
{
    content_headers(reply, type);
    reply->bytes = bytes;
    reply->size = size;
}

/* Reason phrases, RFC 9110, section 15, and RFC 6585. */
static const char *status_title(unsigned status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return status < 500 ? "Client Error" : "Server Error";
    }
}

void reply_problem(struct api_reply *reply, const struct json_problem *problem)
{
    struct json_problem titled = *problem;
    struct buffer body = BUFFER_INIT;

    if (!titled.title)
        titled.title = status_title(titled.status);
    json_problem_append(&body, &titled);

    reply_release(reply);
    reply_begin(reply, titled.status);
    reply_header(reply, "Cache-Control", "no-store");
    reply_header(reply, "Access-Control-Allow-Origin", "*");
    if (titled.building)
        reply_header(reply, "Retry-After", "1");
    reply_body(reply, "application/problem+json", &body);
}

void reply_no_memory(struct api_reply *reply)
{
    reply_release(reply);
    reply_begin(reply, 503);
    reply_header(reply, "Cache-Control", "no-store");
    reply_header(reply, "Retry-After", "1");
}
