/*
 * What a start, a query, an HTTP reply and a telnet reply cost in instructions, and what is noted of each. Run it under callgrind,
 * which counts between the marks set here and writes one dump for each item.
 *
 * The replies are made by server/answers, without sockets, because valgrind does not fully support
 * io_uring: it does not see what the kernel reads and writes through the ring. The cost of a reply
 * in the kernel and in libmicrohttpd is measured by tests/bench/run.
 *
 * Each item runs a few times before it is counted, so that lazy initialization is not included and
 * caches are filled.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <valgrind/callgrind.h>

#include "index/builder/build.h"
#include "index/present/row_cache.h"
#include "index/search/search.h"
#include "server/access/line.h"
#include "server/access/queue.h"
#include "server/answers/http/api.h"
#include "server/answers/telnet/telnet.h"

enum {
    WARM_UP = 3,
    PAGE = 50, /* rows */
    SEND = 32 * 1024,
};

enum surface { ENGINE_NAME, ENGINE_ALL, STARTING, HTTP, TELNET, METRICS, ACCESS_LOG };

struct item {
    enum surface surface;
    const char *text; /* a query, a target, a line, or a format of the access log */
};

static const struct item items[] = {
    {ENGINE_NAME, "face"},
    {ENGINE_NAME, "cat face"},
    {ENGINE_NAME, "black left arrow"},
    {ENGINE_NAME, "arrow*"},
    {ENGINE_NAME, "\"latin small letter\""},
    {ENGINE_NAME, "cjk"},
    {ENGINE_NAME, "arrow -black|block:arrows"},
    {ENGINE_NAME, "U+2600..U+26FF"},
    {ENGINE_ALL, "heart"},
    {ENGINE_ALL, "right arrow"},
    {ENGINE_ALL, "greek small letter alpha"},
    {ENGINE_ALL, "block:arrows"},
    {ENGINE_ALL, "arr"},            /* as it is typed: a stored union */
    {ENGINE_ALL, "st"},             /* one that is a bitmap */
    {ENGINE_ALL, "copyrigth"},      /* one error */
    {ENGINE_ALL, "umbrxllq"},       /* two errors */
    {ENGINE_ALL, "snowman mosque"}, /* the most of the words */
    {STARTING, "the whole index"},
    {HTTP, "/api/v1/search?q=cat+face"},
    {HTTP, "/api/v1/search?q=arrow&limit=50"},
    {HTTP, "/search?q=cat+face"},
    {HTTP, "/search?q=arrow"},
    {TELNET, "cat face"},
    {TELNET, "arrow"},
    {TELNET, "nothing at all"},
    {METRICS, "a reply"},
    {ACCESS_LOG, "handed over"},
    {ACCESS_LOG, "common"},
    {ACCESS_LOG, "json"},
    {ACCESS_LOG, "journal"},
};

static const char *const surface_names[] = {
    [ENGINE_NAME] = "engine, scope name, by code point",
    [ENGINE_ALL] = "engine, scope all, by relevance",
    [STARTING] = "starting",
    [HTTP] = "HTTP",
    [TELNET] = "Telnet",
    [METRICS] = "metrics",
    [ACCESS_LOG] = "access log",
};

__attribute__((noreturn)) static void fail(const char *what)
{
    fprintf(stderr, "cost: %s\n", what);
    exit(EXIT_FAILURE);
}

static void ask_engine(const struct catalog *catalog, const char *text, bool all)
{
    const struct search_options options = {
        .scope = all ? SCOPE_ALL : SCOPE_NAME,
        .sort = all ? SORT_RELEVANCE : SORT_CODE_POINT,
    };
    struct search_cursor cursor;
    struct search search;
    struct query_error error;
    uint32_t first, count, rows = 0;

    if (search_open(&search, catalog->index, &options, text, strlen(text), &error) != SEARCH_OK)
        fail("a query failed");
    search_seek(&search, 0, &cursor);
    while (rows < PAGE && (count = search_next(&cursor, PAGE - rows, &first)) > 0)
        rows += count;
    if (rows == 0)
        fail("a query found nothing");
    search_release(&search);
}

/* What the daemon does before it serves. */
static void start_daemon(const struct charindex *built)
{
    const struct slice image = charindex_image(built);
    struct charindex *index;
    struct reason reason;

    if (charindex_parse(image.bytes, image.size, &index, &reason) != CHARINDEX_OK)
        fail("an index was not accepted");
    charindex_unref(index);
}

static void ask_http(const struct catalog *catalog, const char *target)
{
    const struct api_request request = {
        .method = API_GET, .target = target, .target_size = strlen(target)};
    static struct api_reply reply;

    api_answer(catalog, &request, &reply);
    while (!api_continue(&reply))
        ;
    if (reply.status != 200 || reply.size == 0)
        fail("a request failed");
    api_reply_release(&reply);
}

static void ask_telnet(const struct catalog *catalog, struct telnet *telnet, const char *line)
{
    static char out[SEND];
    size_t size, sent = 0;

    (void)telnet_receive(telnet, line, strlen(line));
    (void)telnet_receive(telnet, "\r\n", 2);
    while ((size = telnet_answer(telnet, catalog, out, sizeof out)) > 0)
        sent += size;
    if (sent == 0 || telnet->state != TELNET_READING)
        fail("a line was not answered");
}

/* What count_request() of the transport does. */
static void count_reply(void)
{
    static struct counters counters;

    counter_add(&counters.http_received, 80);
    counter_add(&counters.http_sent, 5120);
    counter_add(&counters.http_replies[1][counted_status(200)], 1);
    durations_add(&counters.http_durations[1], 123);
}

/* An entry on its way from a reactor to the writer, and as text. */
static void note_reply(const char *format)
{
    static const char target[] = "/api/v1/search?q=cat+face";
    static const struct access_entry entry = {.status = 200,
                                              .time = UINT64_C(1796012405678),
                                              .microseconds = 123,
                                              .bytes = 5120,
                                              .client = "192.0.2.7",
                                              .method = "GET",
                                              .target = target,
                                              .target_size = sizeof target - 1};
    static struct access_queue queue;
    static struct buffer line = BUFFER_INIT;
    static char popped_target[ACCESS_TARGET_MAX];
    struct access_entry popped;

    if (!queue.bytes && !access_queue_init(&queue))
        fail("out of memory");
    line.size = 0;
    if (!access_queue_push(&queue, &entry) || !access_queue_pop(&queue, &popped, popped_target))
        fail("an entry was lost");
    if (strcmp(format, "common") == 0)
        access_line_common(&line, &popped);
    else if (strcmp(format, "json") == 0)
        access_line_json(&line, &popped);
    else if (strcmp(format, "journal") == 0)
        (void)access_line_fields(&line, &popped);
}

static void ask(const struct item *item, const struct catalog *catalog, struct telnet *telnet)
{
    switch (item->surface) {
    case ENGINE_NAME:
    case ENGINE_ALL:
        ask_engine(catalog, item->text, item->surface == ENGINE_ALL);
        break;
    case STARTING:
        start_daemon(catalog->index);
        break;
    case HTTP:
        ask_http(catalog, item->text);
        break;
    case TELNET:
        ask_telnet(catalog, telnet, item->text);
        break;
    case METRICS:
        count_reply();
        break;
    case ACCESS_LOG:
        note_reply(item->text);
        break;
    }
}

static void count(const struct item *item, const struct catalog *catalog, struct telnet *telnet)
{
    char name[128];

    (void)snprintf(name, sizeof name, "%s: %s", surface_names[item->surface], item->text);
    for (unsigned i = 0; i < WARM_UP; i++)
        ask(item, catalog, telnet);
    CALLGRIND_ZERO_STATS;
    CALLGRIND_TOGGLE_COLLECT;
    ask(item, catalog, telnet);
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(name);
}

static bool progress_ignore(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

int main(void)
{
    const struct sources_options options = {.directory = SOURCES_DIRECTORY};
    struct catalog catalog = {.state = CATALOG_READY, .progress = 100};
    struct reason reason = {.text = "out of memory"};
    struct telnet telnet;
    static char greeting[SEND];

    if (build_index(&options, progress_ignore, NULL, &catalog.index, &reason) < 0)
        fail(reason.text);
    catalog.rows = row_cache_new((size_t)2 * 1024 * 1024);
    if (!catalog.rows)
        fail("out of memory");
    telnet_init(&telnet, NULL, NULL);
    (void)telnet_answer(&telnet, &catalog, greeting, sizeof greeting);
    CALLGRIND_START_INSTRUMENTATION;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        count(&items[i], &catalog, &telnet);
    CALLGRIND_STOP_INSTRUMENTATION;
    telnet_release(&telnet);
    row_cache_free(catalog.rows);
    charindex_unref(catalog.index);
    return EXIT_SUCCESS;
}
