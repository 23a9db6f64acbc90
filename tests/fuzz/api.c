/*
 * libFuzzer: any bytes as a request, over a real index. Whatever it is, there must be an answer
 * with a status of HTTP, and every JSON body must be JSON.
 *
 * The first byte of the input chooses the method, the state of the index and the headers; all
 * others are the target.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "index/buffer.h"
#include "index/build.h"
#include "server/answers/api.h"

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

/* The index is built at the first call and kept: building it takes a second. */
static struct charindex *index_get(void)
{
    static struct charindex *index;
    struct reason reason;

    if (!index && build_index(go_on, NULL, &index, &reason) != 0)
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

static void check_json(const struct buffer *body)
{
    json_t *document = json_loadb(body->bytes, body->size, JSON_ALLOW_NUL, NULL);

    if (!document)
        abort();
    json_decref(document);
}

static void check_reply(struct api_reply *reply)
{
    struct buffer body = BUFFER_INIT;

    if (reply->status < 200 || reply->status > 599)
        abort();
    read_body(reply, &body);
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "Content-Type") == 0 &&
            strstr(reply->headers[i].value, "json"))
            check_json(&body);
    buffer_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint8_t choice = size > 0 ? bytes[0] : 0;
    struct catalog catalog = {.state = (enum catalog_state)(choice / 4 % 3),
                              .failure = "the sources are gone"};
    struct api_request request = {.method = (enum api_method)(choice % 4),
                                  .target = size > 0 ? (const char *)bytes + 1 : "",
                                  .target_size = size > 0 ? size - 1 : 0};
    struct api_reply reply;

    if (catalog.state == CATALOG_READY)
        catalog.index = index_get();
    if (choice & 0x40)
        request.if_none_match = "*";
    if (choice & 0x80)
        request.accept_encoding = "gzip";
    api_answer(&catalog, &request, &reply);
    check_reply(&reply);
    api_reply_release(&reply);
    return 0;
}
