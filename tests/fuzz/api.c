/*
 * libFuzzer: any bytes as a request, over a real index. Every request must get an answer with a
 * valid HTTP status, and every JSON body must be valid JSON, also line by line.
 *
 * The first byte of the input chooses the method, the state of the index and the headers; the rest
 * is the target.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "index/base/buffer.h"
#include "server/answers/http/api.h"
#include "tests/indexes/ready.h"

/* The index is loaded by the first call and reused. */
static struct charindex *index_get(void)
{
    static struct charindex *index;
    struct reason reason;

    if (!index && ready_index(READY_ENGLISH, &index, &reason) != 0)
        abort();
    return index;
}

static void read_body(struct api_reply *reply, struct buffer *body)
{
    char piece[1024];
    size_t size;

    if (!reply->stream) {
        if (reply->size > 0)
            buffer_append(body, reply->bytes, reply->size);
        return;
    }
    while ((size = reply->stream->read(reply->stream, piece, sizeof piece)) > 0)
        buffer_append(body, piece, size);
}

static void check_json(const char *bytes, size_t size)
{
    json_t *document = json_loadb(bytes, size, JSON_ALLOW_NUL, NULL);

    if (!document)
        abort();
    json_decref(document);
}

/* Each line of NDJSON is a separate JSON text. */
static void check_lines(const struct buffer *body)
{
    size_t begin = 0;

    for (size_t at = 0; at < body->size; at++) {
        if (body->bytes[at] != '\n')
            continue;
        check_json(body->bytes + begin, at - begin);
        begin = at + 1;
    }
    if (begin != body->size)
        abort();
}

static void check_body(const char *type, const struct buffer *body)
{
    if (strstr(type, "ndjson"))
        check_lines(body);
    else if (strstr(type, "json"))
        check_json(body->bytes, body->size);
}

static void check_reply(struct api_reply *reply)
{
    struct buffer body = BUFFER_INIT;

    if (reply->status < 200 || reply->status > 599)
        abort();
    read_body(reply, &body);
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "Content-Type") == 0)
            check_body(reply->headers[i].value, &body);
    buffer_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint8_t choice = size > 0 ? bytes[0] : 0;
    struct catalog catalog = {.state = (enum catalog_state)(choice / 4 % 3),
                              .failure = {"the sources are gone"}};
    struct api_request request = {.method = (enum api_method)(choice % 4),
                                  .target = size > 0 ? (const char *)bytes + 1 : "",
                                  .target_size = size > 0 ? size - 1 : 0,
                                  .site = {.source = (enum site_source)(choice % 3),
                                           .authority = slice_of("localhost:8888"),
                                           .prefix = slice_of(choice % 2 ? "/%63f/x" : "")}};
    struct api_reply reply;

    if (catalog.state == CATALOG_READY)
        catalog.index = index_get();
    if (choice & 0x40)
        request.if_none_match = "*";
    if (choice & 0x20)
        request.accept = choice & 0x10 ? "text/html" : "text/html;q=0.5, application/json;q=0.4";
    if (choice & 0x80)
        request.accept_encoding = choice & 0x40 ? "zstd" : "gzip";
    api_answer(&catalog, &request, &reply);
    while (!api_continue(&reply))
        ;
    check_reply(&reply);
    api_reply_release(&reply);
    return 0;
}
