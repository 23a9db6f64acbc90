/*
 * What the transports do with an answer, without waiting for a client.
 */

#include "tests/bench/worst/turns.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "server/answers/http/api.h"
#include "server/answers/telnet/telnet.h"

enum {
    TURNS_MAX = 400,          /* of one request; longer streams repeat themselves */
    TRANSCRIPT = 1024 * 1024, /* bytes recorded */
    MORE = 2,                 /* times that a session sends :more */
};

static char slice[TURNS_SPACE];

static int64_t cpu_nanoseconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void end_turn(struct turns_cost *cost, int64_t begin, int64_t steps)
{
    int64_t taken = cpu_nanoseconds() - begin;

    cost->turns++;
    cost->all_steps += steps;
    cost->all_nanoseconds += taken;
    cost->steps = steps > cost->steps ? steps : cost->steps;
    cost->nanoseconds = taken > cost->nanoseconds ? taken : cost->nanoseconds;
}

static void record(struct buffer *transcript, const void *bytes, size_t size)
{
    if (!transcript)
        return;
    if (size > TRANSCRIPT - transcript->size)
        size = TRANSCRIPT - transcript->size;
    buffer_append(transcript, bytes, size);
}

/* A transcript ends by its bytes, however many turns they take. */
static bool goes_on(const struct turns_cost *cost, const struct buffer *transcript)
{
    return transcript ? transcript->size < TRANSCRIPT : cost->turns < TURNS_MAX;
}

static void answer_http(const struct catalog *catalog, const struct request *request, size_t space,
                        struct turns_cost *cost, struct buffer *transcript)
{
    static struct api_reply reply;
    static struct buffer target;
    struct api_request http = {.method = API_GET};
    int64_t begin;
    size_t size = 1;

    request_target(request, catalog->index, &target);
    if (target.failed)
        abort();
    http.target = target.bytes;
    http.target_size = target.size;
    /* Where a compressed stream is flushed depends on the space; what was compressed does not. */
    if (!transcript)
        http.accept_encoding = target.size % 2 ? "zstd" : "gzip";
    begin = cpu_nanoseconds();
    api_answer(catalog, &http, &reply);
    end_turn(cost, begin, reply.steps);
    while (reply.compression) {
        begin = cpu_nanoseconds();
        (void)api_continue(&reply);
        end_turn(cost, begin, reply.steps);
    }
    cost->status = reply.status;
    for (size_t i = 0; i < reply.header_count; i++)
        record(transcript, reply.headers[i].value, strlen(reply.headers[i].value));
    record(transcript, reply.bytes, reply.size);
    while (reply.stream && size > 0 && goes_on(cost, transcript)) {
        begin = cpu_nanoseconds();
        size = reply.stream->read(reply.stream, slice, space);
        end_turn(cost, begin, reply.stream->steps);
        record(transcript, slice, size);
    }
    api_reply_release(&reply);
}

/* Takes the turns until nothing more is sent. */
static void take_turns(const struct catalog *catalog, struct telnet *telnet, size_t space,
                       struct turns_cost *cost, struct buffer *transcript)
{
    size_t size;

    do {
        int64_t begin = cpu_nanoseconds();

        telnet->steps = 0;
        size = telnet_answer(telnet, catalog, slice, space);
        end_turn(cost, begin, telnet->steps);
        record(transcript, slice, size);
    } while (size > 0 && goes_on(cost, transcript));
}

static void answer_telnet(const struct catalog *catalog, const struct request *request,
                          size_t space, struct turns_cost *cost, struct buffer *transcript)
{
    char text[REQUEST_TEXT_SIZE + 3];
    size_t size = request_text(request, text);
    struct telnet telnet;

    memcpy(text + size, "\r\n", 2);
    telnet_init(&telnet, NULL, NULL);
    telnet.settings.limit = request->limit;
    telnet.settings.scope = request->scope;
    telnet.settings.sort = request->sort;
    telnet.settings.unfold = request->unfold;
    if (request->language > 0) {
        telnet.settings.languages = calloc(1, sizeof *telnet.settings.languages);
        if (!telnet.settings.languages)
            abort();
        (void)snprintf(telnet.settings.languages->only, sizeof telnet.settings.languages->only,
                       "%s", charindex_sources(catalog->index)->languages[request->language - 1]);
    }
    telnet.settings.json = request->json;
    take_turns(catalog, &telnet, space, cost, transcript);
    (void)telnet_receive(&telnet, text, size + 2);
    take_turns(catalog, &telnet, space, cost, transcript);
    for (int i = 0; i < MORE && telnet.state == TELNET_READING; i++) {
        telnet.settings.json = request->json || request->facets; /* explained only now */
        (void)telnet_receive(&telnet, ":more\r\n", 7);
        take_turns(catalog, &telnet, space, cost, transcript);
    }
    telnet_release(&telnet);
}

void turns_answer(const struct catalog *catalog, const struct request *request, size_t space,
                  struct turns_cost *cost, struct buffer *transcript)
{
    *cost = (struct turns_cost){.turns = 0};
    if (request->surface == SURFACE_TELNET)
        answer_telnet(catalog, request, space, cost, transcript);
    else
        answer_http(catalog, request, space, cost, transcript);
}
