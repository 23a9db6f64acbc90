/*
 * libFuzzer: random bytes to the telnet line protocol.
 *
 * The same bytes are sent twice: all at once to a client that fetches large slices, and in random
 * pieces to one that fetches small ones and lets the machine look ahead as a session does. Both
 * must receive the same output; where one was aborted, its output is a prefix of the other's. After
 * telnet's Abort Output the two may end a reply at different rows. Nothing is written beyond a
 * capacity (checked by the sanitizer), every round makes progress, the machine's memory stays small,
 * and no control character or bidi control is sent.
 */
#include "server/answers/telnet/telnet.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/file/line.h"
#include "index/present/row.h"
#include "server/base/limits.h"
#include "tests/indexes/ready.h"

enum {
    RECEIVED_MAX = 1024 * 1024, /* a few bytes can ask for all of Unicode */
    PENDING_MAX = 4 * LIMIT_SEND,
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct charindex *unicode;

/* libFuzzer defines the parameters. NOLINTNEXTLINE(readability-non-const-parameter) */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct reason reason;

    (void)argc;
    (void)argv;
    return ready_index(READY_ENGLISH, &unicode, &reason);
}

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "violated: %s\n", what);
    abort();
}

/* xorshift, seeded by the input, so that a finding can be reproduced. */
static uint32_t random_next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static uint32_t random_seed(const uint8_t *bytes, size_t size)
{
    uint32_t seed = 2166136261u;

    for (size_t i = 0; i < size; i++)
        seed = (seed ^ bytes[i]) * 16777619u;
    return seed | 1;
}

struct client {
    struct telnet telnet;
    struct catalog catalog;
    uint32_t *seed; /* NULL: everything at once */
    struct buffer received;
};

static size_t client_capacity(struct client *client)
{
    return client->seed ? ROW_LINE_MAX + 64 + random_next(client->seed) % 1024 : LIMIT_SEND;
}

static void client_listen(struct client *client)
{
    size_t size = 1;

    while (size > 0 && client->received.size < RECEIVED_MAX) {
        size_t capacity = client_capacity(client);
        char *out = malloc(capacity);

        require(out != NULL, "memory was allocated");
        size = telnet_answer(&client->telnet, &client->catalog, out, capacity);
        require(size <= capacity, "the capacity is not exceeded");
        require(client->telnet.pending.size <= PENDING_MAX, "pending output is bounded");
        buffer_append(&client->received, out, size);
        free(out);
    }
    require(client->telnet.state != TELNET_ANSWERING || client->received.size >= RECEIVED_MAX,
            "a reply ends");
}

/* Offers bytes that arrived together, as a session does: those that are not taken are scanned. */
static void client_say(struct client *client, const uint8_t *bytes, size_t size)
{
    size_t at = 0;

    while (at < size && client->telnet.state == TELNET_READING &&
           client->received.size < RECEIVED_MAX) {
        size_t received = client->received.size;
        size_t taken = telnet_receive(&client->telnet, bytes + at, size - at);

        require(taken <= size - at, "no more is taken than was offered");
        at += taken;
        client_listen(client);
        require(taken > 0 || client->received.size > received, "a round makes progress");
    }
}

/* A session's backlog: random pieces arrive, and are scanned if they cannot be taken at once. */
static void client_say_pieces(struct client *client, const uint8_t *bytes, size_t size)
{
    size_t arrived = 0;
    size_t at = 0;

    while ((at < size) && client->telnet.state == TELNET_READING &&
           client->received.size < RECEIVED_MAX) {
        size_t more = random_next(client->seed) % 16;
        bool idle = at == arrived;
        size_t taken;

        more = more < size - arrived ? more : size - arrived;
        if (!idle && telnet_interrupted(&client->telnet, bytes + arrived, more))
            return;
        arrived += more;
        taken = telnet_receive(&client->telnet, bytes + at, arrived - at);
        require(taken <= arrived - at, "no more is taken than had arrived");
        at += taken;
        if (idle && at < arrived && telnet_interrupted(&client->telnet, bytes + at, arrived - at))
            return;
        client_listen(client);
    }
}

static void client_visit(struct client *client, const uint8_t *bytes, size_t size)
{
    client->catalog = (struct catalog){.state = CATALOG_READY, .index = unicode};
    telnet_init(&client->telnet, NULL, NULL);
    if (client->seed)
        client_say_pieces(client, bytes, size);
    else
        client_say(client, bytes, size);
    if (client->telnet.state == TELNET_READING && client->received.size < RECEIVED_MAX) {
        telnet_end(&client->telnet);
        client_listen(client);
        require(client->telnet.state == TELNET_CLOSING || client->telnet.state == TELNET_ABORTED ||
                    client->received.size >= RECEIVED_MAX,
                "a session ends after the end of input");
    }
}

/* The three bytes of an answer to a negotiation are not text. */
static size_t negotiation_skip(const struct buffer *received, size_t at)
{
    return (uint8_t)received->bytes[at] == 0xFF ? at + 3 : at;
}

static void received_check(const struct buffer *received)
{
    for (size_t at = 0; at < received->size;) {
        size_t text = negotiation_skip(received, at);
        int32_t point;

        if (text != at) {
            at = text;
            continue;
        }
        point = utf8_next(received->bytes, received->size, &at);
        require(point >= 0 || at + UTF8_MAX_SIZE > RECEIVED_MAX, "the output is UTF-8");
        require(point < 0 || point == '\r' || point == '\n' || point == '\t' ||
                    line_shows_all((uint32_t)point, (uint32_t)point),
                "the output has no control characters or bidi controls");
    }
}

/* Only the uptime may differ between the two. */
static bool received_differ(const struct buffer *one, const struct buffer *other, size_t size)
{
    return memcmp(one->bytes, other->bytes, size) != 0 &&
           !memmem(one->bytes, one->size, "\r\nuptime: ", 10);
}

static bool output_is_aborted(const uint8_t *bytes, size_t size)
{
    return memmem(bytes, size, "\xFF\xF5", 2) != NULL;
}

static void compare(const struct client *whole, const struct client *pieces)
{
    const struct buffer *one = &whole->received;
    const struct buffer *other = &pieces->received;
    size_t size = one->size < other->size ? one->size : other->size;
    bool cut = one->size >= RECEIVED_MAX || other->size >= RECEIVED_MAX ||
               whole->telnet.state == TELNET_ABORTED || pieces->telnet.state == TELNET_ABORTED;

    if (size > 0)
        require(!received_differ(one, other, size),
                "pieces and capacities do not change the output");
    if (!cut)
        require(one->size == other->size && whole->telnet.state == pieces->telnet.state,
                "pieces and capacities do not change the end");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t seed = random_seed(bytes, size);
    struct client whole = {.seed = NULL};
    struct client pieces = {.seed = &seed};

    client_visit(&whole, bytes, size);
    client_visit(&pieces, bytes, size);
    received_check(&whole.received);
    if (!output_is_aborted(bytes, size))
        compare(&whole, &pieces);
    telnet_release(&whole.telnet);
    telnet_release(&pieces.telnet);
    buffer_release(&whole.received);
    buffer_release(&pieces.received);
    return 0;
}
