#ifndef CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_TELNET_CLIENT_H
#define CHARFINDER_TESTS_UNIT_SERVER_ANSWERS_TELNET_CLIENT_H

/*
 * A client of the telnet machine, in whose memory everything that it heard is kept. The index is the
 * real one, built once for all stories of a program.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "index/builder/build.h"
#include "index/present/row.h"
#include "server/answers/telnet/telnet.h"
#include "server/base/limits.h"

#define BYTES(text)  (text), sizeof(text) - 1
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CAPACITY_MIN = ROW_LINE_MAX + 64 };

static struct charindex *unicode; /* built by the group's setup */

static inline bool progress_ignore(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static inline int group_setup(void **state)
{
    static const char *const languages[] = {"de"};
    const struct sources_options sources = {
        .directory = SOURCES_DIRECTORY, .languages = languages, .language_count = 1};
    struct reason reason;

    (void)state;
    return build_index(&sources, progress_ignore, NULL, &unicode, &reason);
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
    struct buffer heard;
};

/* Fetches all that is to be sent now, into memory of exactly the capacity. */
static inline void client_listen(struct client *client)
{
    for (;;) {
        char *out = malloc(client->capacity);
        size_t size;

        assert_non_null(out);
        size = telnet_answer(&client->telnet, client->catalog, out, client->capacity);
        assert_in_range(size, 0, client->capacity);
        buffer_append(&client->heard, out, size);
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
    client_listen(client);
}

/* Says all of it, listening between; returns how much was taken before the session stopped. */
static inline size_t client_say(struct client *client, const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size && client->telnet.state == TELNET_READING) {
        size_t heard = client->heard.size;
        size_t taken = telnet_receive(&client->telnet, bytes + at, size - at);
        client_listen(client);
        assert_true(taken > 0 || client->heard.size > heard);
        at += taken;
    }
    return at;
}

static inline size_t client_say_text(struct client *client, const char *text)
{
    return client_say(client, text, strlen(text));
}

static inline void client_hang_up(struct client *client)
{
    telnet_end(&client->telnet);
    client_listen(client);
}

static inline void client_forget(struct client *client)
{
    buffer_release(&client->heard);
}

static inline void client_leave(struct client *client)
{
    telnet_release(&client->telnet);
    client_forget(client);
}

static inline void assert_heard(const struct client *client, const char *story, const char *text,
                                size_t size)
{
    if (client->heard.size == size && (size == 0 || memcmp(client->heard.bytes, text, size) == 0))
        return;
    fail_msg("%s\nheard:    %.*s\nexpected: %.*s", story, (int)client->heard.size,
             client->heard.bytes ? client->heard.bytes : "", (int)size, text);
}

static inline void assert_heard_text(const struct client *client, const char *text)
{
    assert_heard(client, "", text, strlen(text));
}

/* Says one line and compares what comes back, up to and with the next prompt. */
static inline void assert_reply(struct client *client, const char *line, const char *reply)
{
    client_forget(client);
    assert_int_equal(client_say(client, line, strlen(line)), strlen(line));
    assert_heard(client, line, reply, strlen(reply));
}

#define REGISTERED     "U+00AE\t\302\256\tREGISTERED SIGN\r\n"
#define ONE_REGISTERED REGISTERED "1 match for 'registered'\r\n"
#define SUNFLOWERS                                                                                 \
    "U+8475\t\350\221\265\tCJK UNIFIED IDEOGRAPH-8475\r\n"                                         \
    "U+1F33B\t\360\237\214\273\tSUNFLOWER\r\n"
#define NOT_UTF_8  "Not UTF-8: set the terminal to UTF-8 and connect again.\r\n"
#define NOT_TEXT   "A control character begins the line: connect again and send text.\r\n"
#define NO_XYZZY   "No match for 'xyzzy'\r\n"
#define NO_COMMAND "Nor is it a command: send :help to see what there is.\r\n"
#define NO_LIMIT                                                                                   \
    ":limit takes a number of rows, 1 to 999999, or all: send :limit 50 or :limit all.\r\n"
#define NO_KLINGON                                                                                 \
    ":lang: the index has no language 'tlh' but de and en; send some of those, with commas "       \
    "between, or all.\r\n"
#define NO_MORE                                                                                    \
    "There is nothing to continue: :more goes on with a query that :limit cut short.\r\n"

static inline void assert_heard_line(const struct client *client, const char *line)
{
    if (!memmem(client->heard.bytes, client->heard.size, line, strlen(line)))
        fail_msg("%s is not in %.*s", line, (int)client->heard.size, client->heard.bytes);
}

#endif
