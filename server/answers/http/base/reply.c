/*
 * What all answers share: status, headers, ownership of the body. It does not depend on the
 * content. Header values that are not static are stored in the reply itself, so a reply with a
 * static body needs no allocation.
 */

#include "server/answers/http/base/reply.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/budget.h"
#include "server/answers/http/coding/compressed_stream.h"
#include "server/answers/http/coding/compression.h"

/* An answer that took more steps is compressed at a turn of its own; one slice takes a fifth of a turn. */
enum { COMPRESSED_AT_ONCE = BUDGET_TURN_STEPS / 5 * 4 };

#define CONTENT_TYPE "Content-Type"
#define PROBLEM_TYPE "application/problem+json"

void reply_begin(struct api_reply *reply, unsigned status)
{
    reply->status = status;
    reply->route = COUNTED_NOWHERE;
    reply->lasting = false;
    reply->compressible = false;
    reply->awaited = false;
    reply->by_site = false;
    reply->by_language = false;
    reply->languages[0] = '\0';
    reply->steps = 0;
    reply->header_count = 0;
    reply->header_text_size = 0;
    reply->bytes = NULL;
    reply->size = 0;
    reply->owned = NULL;
    reply->stream = NULL;
    reply->compression = NULL;
}

void reply_release(struct api_reply *reply)
{
    free(reply->owned);
    compression_free(reply->compression);
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
    reply_header(reply, CONTENT_TYPE, type);
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
    reply_header(reply, "Accept-Ranges", "none"); /* a part would cost as much as the whole */
    reply->stream = stream;
}

/* Without memory it is sent as it is. */
static void compress_stream(struct api_reply *reply, enum coding coding)
{
    struct api_stream *compressed = compressed_stream_new(coding, reply->stream);

    if (!compressed)
        return;
    reply->stream = compressed;
    reply_header(reply, "Content-Encoding", coding_name(coding));
}

static void compress_body(struct api_reply *reply, enum coding coding)
{
    struct buffer body = {
        .bytes = reply->owned, .size = reply->size, .capacity = reply->size, .failed = false};

    reply->owned = NULL;
    reply->bytes = NULL;
    reply->size = 0;
    reply->compression = compression_new(coding, &body);
    if (!reply->compression) {
        reply_no_memory(reply);
        return;
    }
    reply_header(reply, "Content-Encoding", coding_name(coding));
    if (compression_is_short(reply->compression) && reply->steps < COMPRESSED_AT_ONCE)
        (void)reply_continue(reply);
}

void reply_compress(struct api_reply *reply, enum coding coding)
{
    if (reply->stream)
        compress_stream(reply, coding);
    else
        compress_body(reply, coding);
}

bool reply_continue(struct api_reply *reply)
{
    struct buffer body;

    if (!reply->compression)
        return true;
    if (!compression_continue(reply->compression, &reply->steps))
        return false;
    compression_take(reply->compression, &body);
    compression_free(reply->compression);
    reply->compression = NULL;
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
    case 412:
        return "Precondition Failed";
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
    reply_body(reply, PROBLEM_TYPE, &body);
}

/* The header, or NULL. */
static struct api_header *content_type(struct api_reply *reply)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, CONTENT_TYPE) == 0)
            return &reply->headers[i];
    return NULL;
}

bool reply_is_problem(struct api_reply *reply)
{
    const struct api_header *type = content_type(reply);

    return type && strcmp(type->value, PROBLEM_TYPE) == 0;
}

bool reply_replace_body(struct api_reply *reply, const char *type, struct buffer *body)
{
    if (body->failed) {
        buffer_release(body);
        return false;
    }
    content_type(reply)->value = type;
    free(reply->owned);
    reply->owned = buffer_detach(body, &reply->size);
    reply->bytes = reply->owned;
    return true;
}

void reply_no_memory(struct api_reply *reply)
{
    reply_release(reply);
    reply_begin(reply, 503);
    reply_header(reply, "Cache-Control", "no-store");
    reply_header(reply, "Retry-After", "1");
}
