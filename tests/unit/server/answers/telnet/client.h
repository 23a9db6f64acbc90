#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_TELNET_CLIENT_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_TELNET_CLIENT_H

/*
 * A client of the telnet session that stores everything it receives. The index is the real one,
 * built once for all tests of a program.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "index/present/row.h"
#include "server/answers/telnet/telnet.h"
#include "server/base/limits.h"
#include "tests/indexes/ready.h"

#define BYTES(text)  (text), sizeof(text) - 1
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CAPACITY_MIN = ROW_LINE_MAX + 64 };

static struct charindex *unicode; /* loaded by the group's setup */

static inline int group_setup(void **state)
{
    struct reason reason;

    (void)state;
    return ready_index(READY_GERMAN, &unicode, &reason);
}

static inline int group_teardown(void **state)
{
    (void)state;
    charindex_unref(unicode);
    return 0;
}

static inline struct catalog catalog_ready(void)
{
    return (struct catalog){.state = CATALOG_READY, .index = unicode};
}

struct client {
    struct telnet telnet;
    const struct catalog *catalog;
    size_t capacity;
    struct buffer received;
};

/* Fetches everything that is to be sent now, into memory of exactly the capacity. */
static inline void client_fetch(struct client *client)
{
    for (;;) {
        char *out = malloc(client->capacity);
        size_t size;

        assert_non_null(out);
        size = telnet_answer(&client->telnet, client->catalog, out, client->capacity);
        assert_in_range(size, 0, client->capacity);
        buffer_append(&client->received, out, size);
        free(out);
        if (size == 0)
            return;
    }
}

static inline void client_connect(struct client *client, const struct catalog *catalog,
                                  size_t capacity)
{
    *client = (struct client){.catalog = catalog, .capacity = capacity};
    telnet_init(&client->telnet, NULL, NULL);
    client_fetch(client);
}

/* Sends all bytes and fetches replies in between. Returns how many bytes were consumed before the
 * session ended. */
static inline size_t client_send(struct client *client, const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size && client->telnet.state == TELNET_READING) {
        size_t before = client->received.size;
        size_t taken = telnet_receive(&client->telnet, bytes + at, size - at);
        client_fetch(client);
        assert_true(taken > 0 || client->received.size > before);
        at += taken;
    }
    return at;
}

static inline size_t client_send_text(struct client *client, const char *text)
{
    return client_send(client, text, strlen(text));
}

static inline void client_hang_up(struct client *client)
{
    telnet_end(&client->telnet);
    client_fetch(client);
}

static inline void client_forget(struct client *client)
{
    buffer_release(&client->received);
}

static inline void client_leave(struct client *client)
{
    telnet_release(&client->telnet);
    client_forget(client);
}

static inline void assert_received(const struct client *client, const char *story, const char *text,
                                   size_t size)
{
    if (client->received.size == size &&
        (size == 0 || memcmp(client->received.bytes, text, size) == 0))
        return;
    fail_msg("%s\nreceived: %.*s\nexpected: %.*s", story, (int)client->received.size,
             client->received.bytes ? client->received.bytes : "", (int)size, text);
}

static inline void assert_received_text(const struct client *client, const char *text)
{
    assert_received(client, "", text, strlen(text));
}

/* Sends one line and compares the reply, up to and including the next prompt. */
static inline void assert_reply(struct client *client, const char *line, const char *reply)
{
    client_forget(client);
    assert_int_equal(client_send(client, line, strlen(line)), strlen(line));
    assert_received(client, line, reply, strlen(reply));
}

/* The lines of `whole` end with a query. Those of `limited` have the same one, with a limit: what :more shows after
 * them is the end of what `whole` shows. */
static inline void assert_more_completes(const struct catalog *catalog, const char *whole,
                                         const char *limited)
{
    struct client all, parts;

    client_connect(&all, catalog, LIMIT_SEND);
    client_send_text(&all, whole);
    client_connect(&parts, catalog, LIMIT_SEND);
    client_send_text(&parts, limited);
    client_forget(&parts);
    client_send_text(&parts, ":more\n");
    assert_in_range(parts.received.size, strlen("?> ") + 1, all.received.size);
    assert_memory_equal(parts.received.bytes,
                        all.received.bytes + (all.received.size - parts.received.size),
                        parts.received.size);
    client_leave(&parts);
    client_leave(&all);
}

/* What a client says, what it receives, and the state of the session after it. */
struct conversation {
    const char *story;
    const char *said;
    size_t said_size;
    const char *received;
    size_t received_size;
    enum telnet_state end; /* TELNET_READING: the client hangs up, and receives nothing more */
};

/* Sends the first `cut` bytes at once, the rest in pieces. */
static inline void conversation_hold(const struct conversation *conversation, size_t cut,
                                     size_t piece, size_t capacity)
{
    struct catalog catalog = catalog_ready();
    struct client client;
    bool taken;

    client_connect(&client, &catalog, capacity);
    taken = client_send(&client, conversation->said, cut) == cut;
    for (size_t at = cut; taken && at < conversation->said_size; at += piece) {
        size_t left = conversation->said_size - at;
        size_t size = left < piece ? left : piece;
        taken = client_send(&client, conversation->said + at, size) == size;
    }
    assert_int_equal(client.telnet.state, conversation->end);
    if (conversation->end == TELNET_READING)
        client_hang_up(&client);
    if (conversation->end != TELNET_ABORTED)
        assert_int_equal(client.telnet.state, TELNET_CLOSING);
    assert_received(&client, conversation->story, conversation->received,
                    conversation->received_size);
    client_leave(&client);
}

/* Holds it many times, the bytes cut into pieces of every size and the replies fetched in slices of
 * several capacities. */
static inline void conversation_check(const struct conversation *conversation)
{
    static const size_t capacities[] = {CAPACITY_MIN, CAPACITY_MIN + 1, 1000, LIMIT_SEND};

    for (size_t cut = 0; cut <= conversation->said_size; cut++)
        conversation_hold(conversation, cut, conversation->said_size + 1, LIMIT_SEND);
    for (size_t piece = 1; piece <= 3; piece++)
        for (size_t i = 0; i < COUNT(capacities); i++)
            conversation_hold(conversation, 0, piece, capacities[i]);
}

#define REGISTERED     "U+00AE\t\302\256\tREGISTERED SIGN\r\n"
#define ONE_REGISTERED REGISTERED "1 match for 'registered'\r\n"
#define SUNFLOWERS                                                                                 \
    "U+8475\t\350\221\265\tCJK UNIFIED IDEOGRAPH-8475\r\n"                                         \
    "U+1F33B\t\360\237\214\273\tSUNFLOWER\r\n"
#define NOT_UTF_8  "Not UTF-8: set the terminal to UTF-8 and connect again.\r\n"
#define NOT_TEXT   "A control character begins the line: connect again and send text.\r\n"
#define NO_XYZZY   "No match for 'xyzzy'\r\n"
#define NO_COMMAND "It is not a command either: send :help for a list of commands.\r\n"
#define NO_LIMIT                                                                                   \
    ":limit takes a number of rows, 1 to 999999, or all: send :limit 50 or :limit all.\r\n"
#define NO_KLINGON                                                                                 \
    ":only_lang: unknown language 'tlh': the index has de and en; send a comma-separated list of " \
    "them, "                                                                                       \
    "or all.\r\n"
#define NO_MORE "Nothing to continue: :more continues a query that :limit cut short.\r\n"

static inline void assert_received_line(const struct client *client, const char *line)
{
    if (!memmem(client->received.bytes, client->received.size, line, strlen(line)))
        fail_msg("%s is not in %.*s", line, (int)client->received.size, client->received.bytes);
}

#endif
