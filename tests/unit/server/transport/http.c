/*
 * HTTP connections on the real libmicrohttpd, driven by hand over socket pairs: no thread, no
 * timeout and no other descriptor take part, so every run is the same. What the library does is half
 * of what this module has to get right, so a scripted library would only repeat our beliefs; where
 * it has to fail, the program is linked with --wrap and the call fails.
 *
 * What a reply must be is asked of the answers directly: api_answer() for the same request.
 */

#include "server/transport/http.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>
#include <microhttpd.h>

#include "index/base/buffer.h"
#include "server/answers/http/api.h"
#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_sockets.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define HOST         "Host: localhost\r\n"
#define GET(target)  "GET " target " HTTP/1.1\r\n" HOST "\r\n"
#define SEARCH       "/api/v1/search?q=grinning"
#define LARGE        "/" /* more than a small send buffer takes */

enum {
    CAPACITY = 4,
    CACHED = 64 * 1024, /* bytes of cached replies */
    RUNS_MAX = 200,     /* to come to rest */
};

/*
 * The seam at libmicrohttpd: calls are counted, and the test may let one fail.
 */

static struct {
    int responses; /* created and not yet destroyed by us */
    bool no_response, no_header, no_queue, no_connection;
} library;

#define SEAM(call) __typeof__(MHD_##call) __real_MHD_##call, __wrap_MHD_##call
SEAM(create_response_from_buffer);
SEAM(create_response_from_callback);
SEAM(destroy_response);
SEAM(add_response_header);
SEAM(queue_response);
SEAM(add_connection);

struct MHD_Response *__wrap_MHD_create_response_from_buffer(size_t size, void *bytes,
                                                            enum MHD_ResponseMemoryMode mode)
{
    struct MHD_Response *response =
        library.no_response ? NULL : __real_MHD_create_response_from_buffer(size, bytes, mode);

    library.responses += response != NULL;
    return response;
}

struct MHD_Response *__wrap_MHD_create_response_from_callback(uint64_t size, size_t block,
                                                              MHD_ContentReaderCallback read,
                                                              void *context,
                                                              MHD_ContentReaderFreeCallback free)
{
    library.responses++;
    return __real_MHD_create_response_from_callback(size, block, read, context, free);
}

void __wrap_MHD_destroy_response(struct MHD_Response *response)
{
    library.responses--;
    __real_MHD_destroy_response(response);
}

enum MHD_Result __wrap_MHD_add_response_header(struct MHD_Response *response, const char *name,
                                               const char *value)
{
    return library.no_header ? MHD_NO : __real_MHD_add_response_header(response, name, value);
}

enum MHD_Result __wrap_MHD_queue_response(struct MHD_Connection *connection, unsigned status,
                                          struct MHD_Response *response)
{
    return library.no_queue ? MHD_NO : __real_MHD_queue_response(connection, status, response);
}

/* As the library does, it closes the socket where it fails. */
enum MHD_Result __wrap_MHD_add_connection(struct MHD_Daemon *daemon, int socket,
                                          const struct sockaddr *address, socklen_t size)
{
    if (!library.no_connection)
        return __real_MHD_add_connection(daemon, socket, address, size);
    (void)close(socket);
    errno = ENOMEM;
    return MHD_NO;
}

/*
 * A service.
 */

static struct {
    struct http *http;
    struct wheel wheel;
    struct catalog catalog;
    struct config config;
    struct counters counters;
    size_t descriptors;
} service;

static int begin(void **state)
{
    struct http_surroundings around = {
        .wheel = &service.wheel,
        .catalog = &service.catalog,
        .config = &service.config,
        .counters = &service.counters,
    };
    struct reason reason;

    (void)state;
    memset(&library, 0, sizeof library);
    memset(&service, 0, sizeof service);
    service.descriptors = scripted_descriptors();
    service.config.keep_alive_seconds = 60;
    service.config.header_seconds = 10;
    service.config.write_seconds = 5;
    scripted_clock_reset();
    wheel_init(&service.wheel, clock_now());
    scripted_indexer_set(CATALOG_READY, 0);
    (void)scripted_indexer_fetch(&service.catalog);
    return http_new(&service.http, &around, CAPACITY, CACHED, &reason);
}

static int end(void **state)
{
    (void)state;
    http_free(service.http);
    charindex_unref(service.catalog.index);
    assert_int_equal(service.counters.http_open, 0);
    assert_int_equal(library.responses, 0);
    assert_true(wheel_wait(&service.wheel) == -1);
    assert_int_equal(scripted_descriptors(), service.descriptors);
    return 0;
}

static void run(void)
{
    int runs = 0;

    while (http_run(service.http))
        assert_in_range(++runs, 0, RUNS_MAX);
}

static void pass(uint64_t milliseconds)
{
    struct deadline *deadline;

    scripted_clock_pass(milliseconds);
    wheel_advance(&service.wheel, clock_now());
    while ((deadline = wheel_expired(&service.wheel)))
        http_expire(service.http, deadline);
    run();
}

/*
 * Clients.
 */

struct client {
    int socket, server;
    struct buffer heard;
    bool ended;
};

static struct client connect_with(int send_buffer)
{
    struct client client = {.heard = BUFFER_INIT};

    client.server = scripted_socket_pair(&client.socket);
    if (send_buffer > 0)
        (void)setsockopt(client.server, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    assert_true(http_open(service.http, client.server));
    run();
    return client;
}

static struct client connect_client(void)
{
    return connect_with(0);
}

static void hear(struct client *client)
{
    run();
    client->ended = scripted_socket_read(client->socket, &client->heard);
    run();
}

static void say(struct client *client, const char *bytes, size_t size)
{
    assert_int_equal(send(client->socket, bytes, size, MSG_NOSIGNAL), size);
    hear(client);
}

static void say_text(struct client *client, const char *text)
{
    say(client, text, strlen(text));
}

/* Takes what was heard: a string. */
static const char *text_of(struct client *client)
{
    buffer_append(&client->heard, "", 1);
    client->heard.size--;
    return client->heard.bytes;
}

static void forget(struct client *client)
{
    buffer_release(&client->heard);
}

static void leave(struct client *client)
{
    (void)close(client->socket);
    forget(client);
    run();
}

static void assert_ended(struct client *client, bool ended)
{
    hear(client);
    assert_int_equal(client->ended, ended);
}

static void assert_status(struct client *client, unsigned status)
{
    char line[32];

    (void)snprintf(line, sizeof line, "HTTP/1.1 %u ", status);
    if (strncmp(text_of(client), line, strlen(line)) != 0)
        fail_msg("expected %u, heard \"%.200s\"", status, text_of(client));
}

static const char *body_of(struct client *client)
{
    const char *body = strstr(text_of(client), "\r\n\r\n");

    assert_non_null(body);
    return body + 4;
}

/* The reply to a GET, with all headers and the body, as the answers have it. */
static void assert_answered(struct client *client, const char *target)
{
    struct api_request request = {
        .method = API_GET, .target = target, .target_size = strlen(target), .host = "localhost"};
    struct api_reply reply;
    const char *body = body_of(client);

    api_answer(&service.catalog, &request, &reply);
    assert_status(client, reply.status);
    assert_int_equal(client->heard.size - (size_t)(body - client->heard.bytes), reply.size);
    assert_memory_equal(body, reply.bytes, reply.size);
    for (size_t i = 0; i < reply.header_count; i++) {
        struct buffer line = BUFFER_INIT;

        buffer_append_format(&line, "\r\n%s: %s\r\n", reply.headers[i].name,
                             reply.headers[i].value);
        buffer_append(&line, "", 1);
        assert_non_null(strstr(client->heard.bytes, line.bytes));
        buffer_release(&line);
    }
    api_reply_release(&reply);
}

/*
 * Requests, however they are cut.
 */

struct request {
    const char *name;
    const char *said;
    size_t size;
    unsigned status;
    bool ends; /* the connection is closed after it */
};

#define REQUEST(name, said, status, ends)                                                          \
    {                                                                                              \
        name, said, sizeof(said) - 1, status, ends                                                 \
    }

static const struct request requests[] = {
    REQUEST("a search", GET(SEARCH), 200, false),
    REQUEST("a page", GET("/"), 200, false),
    REQUEST("a file", GET("/opensearch.xml"), 200, false),
    REQUEST("nothing there", GET("/api/v1/nothing"), 404, false),
    REQUEST("HEAD", "HEAD " SEARCH " HTTP/1.1\r\n" HOST "\r\n", 200, false),
    REQUEST("OPTIONS", "OPTIONS " SEARCH " HTTP/1.1\r\n" HOST "\r\n", 204, false),
    REQUEST("another method", "PUT " SEARCH " HTTP/1.1\r\n" HOST "\r\n", 405, true),
    REQUEST("close is asked for", "GET " SEARCH " HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
            200, true),
    REQUEST("two lengths",
            "GET / HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 1\r\n\r\nx", 400, true),
    REQUEST("a length and chunks",
            "GET / HTTP/1.1\r\n" HOST
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400, true),
    REQUEST("no host", "GET / HTTP/1.1\r\n\r\n", 400, true),
    REQUEST("two hosts", "GET / HTTP/1.1\r\n" HOST HOST "\r\n", 400, true),
    REQUEST("a NUL in the target", "GET /\0x HTTP/1.1\r\n" HOST "\r\n", 400, true),
    REQUEST("a NUL in a value", "GET / HTTP/1.1\r\n" HOST "A: a\0b\r\n\r\n", 400, true),
    REQUEST("a fold", "GET / HTTP/1.1\r\n" HOST "A: a\r\n b\r\n\r\n", 400, true),
    REQUEST("a bare LF", "GET / HTTP/1.1\n" HOST "\r\n", 400, true),
    REQUEST("white space after the host",
            "GET /opensearch.xml HTTP/1.1\r\nHost: localhost \t\r\n\r\n", 200, false),
    REQUEST("no length", "GET / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n", 400, true),
    REQUEST("a length with a sign", "GET / HTTP/1.1\r\n" HOST "Content-Length: +3\r\n\r\n", 400,
            true),
    REQUEST("a length beyond any number",
            "GET / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n", 413, true),
};

/* Without the line that tells the time. */
static void drop_date(struct buffer *bytes)
{
    char *date, *end;

    buffer_append(bytes, "", 1);
    bytes->size--;
    while ((date = strstr(bytes->bytes, "\r\nDate: ")) && (end = strstr(date + 2, "\r\n"))) {
        memmove(date, end, strlen(end) + 1);
        bytes->size -= (size_t)(end - date);
    }
}

static void converse(const struct request *request, size_t cut, struct buffer *heard)
{
    struct client client = connect_client();

    if (cut > 0)
        say(&client, request->said, cut);
    /* A refusal may come, and the end, before all of it was said. */
    (void)send(client.socket, request->said + cut, request->size - cut, MSG_NOSIGNAL);
    assert_ended(&client, request->ends);
    assert_status(&client, request->status);
    buffer_append(heard, client.heard.bytes, client.heard.size);
    drop_date(heard);
    leave(&client);
}

static void test_replies_do_not_depend_on_how_requests_are_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(requests); i++) {
        struct buffer expected = BUFFER_INIT;

        converse(&requests[i], 0, &expected);
        for (size_t cut = 1; cut < requests[i].size; cut++) {
            struct buffer heard = BUFFER_INIT;

            converse(&requests[i], cut, &heard);
            if (heard.size != expected.size || memcmp(heard.bytes, expected.bytes, heard.size) != 0)
                fail_msg("%s, cut at %zu: \"%.*s\", not \"%.*s\"", requests[i].name, cut,
                         (int)heard.size, heard.bytes, (int)expected.size, expected.bytes);
            buffer_release(&heard);
        }
        buffer_release(&expected);
    }
}

static void test_replies_are_the_answers(void **state)
{
    static const char *const targets[] = {"/",   SEARCH,           "/api/v1/search?q=a&limit=1",
                                          LARGE, "/api/v1/search", "/nothing"};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT(targets); i++) { /* the second time from the cache */
        struct client client = connect_client();
        char request[256];

        (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST "\r\n",
                       targets[i % COUNT(targets)]);
        say_text(&client, request);
        assert_answered(&client, targets[i % COUNT(targets)]);
        leave(&client);
    }
    assert_true(service.counters.http_cached > 0);
    assert_int_equal(service.counters.http_requests, 2 * COUNT(targets));
}

/* Pipelined, and cut anywhere: the replies are those of one after the other, in order. */
static void test_pipelined_requests_are_answered_in_order(void **state)
{
    static const char said[] = GET(SEARCH)
        GET("/nothing") "HEAD / HTTP/1.1\r\n" HOST "\r\n" GET(SEARCH) GET("/opensearch.xml");
    struct buffer expected = BUFFER_INIT;
    struct client client = connect_client();

    (void)state;
    for (const char *at = said, *after; *at; at = after) {
        after = strstr(at, "\r\n\r\n") + 4;
        say(&client, at, (size_t)(after - at));
    }
    buffer_append(&expected, client.heard.bytes, client.heard.size);
    drop_date(&expected);
    leave(&client);
    for (size_t cut = 1; cut < sizeof said; cut += 7) {
        client = connect_client();
        say(&client, said, cut);
        say(&client, said + cut, sizeof said - 1 - cut);
        drop_date(&client.heard);
        assert_int_equal(client.heard.size, expected.size);
        assert_memory_equal(client.heard.bytes, expected.bytes, expected.size);
        leave(&client);
    }
    buffer_release(&expected);
}

/*
 * The cache.
 */

static void test_a_cached_reply_is_the_same_reply(void **state)
{
    struct buffer first = BUFFER_INIT;

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct client client = connect_client();

        say_text(&client, GET(SEARCH));
        drop_date(&client.heard);
        if (i == 0)
            buffer_append(&first, client.heard.bytes, client.heard.size);
        assert_int_equal(client.heard.size, first.size);
        assert_memory_equal(client.heard.bytes, first.bytes, first.size);
        leave(&client);
    }
    assert_int_equal(service.counters.http_cached, 2);
    assert_int_equal(library.responses, 1);
    http_clear_cache(service.http);
    assert_int_equal(library.responses, 0);
    buffer_release(&first);
}

/* The cache gives up a response that is still on its way to a client that reads slowly. */
static void test_a_reply_on_its_way_outlives_the_cache(void **state)
{
    struct client client = connect_with(1);

    (void)state;
    assert_int_equal(send(client.socket, GET("/"), sizeof GET("/") - 1, MSG_NOSIGNAL),
                     sizeof GET("/") - 1);
    run();
    http_clear_cache(service.http);
    assert_int_equal(library.responses, 0);
    for (int i = 0; i < 1000 && !client.ended; i++)
        hear(&client);
    assert_answered(&client, "/");
    leave(&client);
}

/*
 * Time.
 */

static void test_a_head_has_to_come_in_time(void **state)
{
    struct client client = connect_client();

    (void)state;
    for (int i = 0; i < 9; i++) { /* a byte now and then does not help */
        say(&client, GET(SEARCH) + i, 1);
        pass(1000);
    }
    assert_ended(&client, false);
    pass(1500);
    assert_ended(&client, true);
    assert_int_equal(client.heard.size, 0);
    assert_int_equal(http_count(service.http), 0);
    leave(&client);
}

static void test_between_requests_a_connection_is_kept_alive(void **state)
{
    struct client client = connect_client();

    (void)state;
    for (int i = 0; i < 3; i++) {
        say_text(&client, GET(SEARCH));
        assert_answered(&client, SEARCH);
        forget(&client);
        pass(1200);
        pass(58000);
        assert_ended(&client, false);
    }
    pass(2000);
    assert_ended(&client, true);
    leave(&client);
}

/* Stuck: nothing is taken. Slow: something is, each time it is looked at. */
static void test_a_client_that_takes_nothing_is_closed(void **state)
{
    struct client stuck = connect_with(1), slow = connect_with(1);
    struct client *clients[] = {&stuck, &slow};

    (void)state;
    for (size_t i = 0; i < 2; i++)
        assert_true(send(clients[i]->socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    for (unsigned i = 1; i < 10; i++) {
        scripted_socket_acknowledge(slow.server, i);
        pass(i == 1 ? 1200 : 5200);
        assert_int_equal(http_count(service.http), i < 2 ? 2 : 1);
    }
    for (int i = 0; i < 1000 && slow.heard.size < 1000; i++)
        hear(&slow);
    assert_status(&slow, 200);
    assert_ended(&stuck, true); /* what the kernel had taken, and no more */
    leave(&stuck);
    leave(&slow);
}

/* The library reads what there is, and is not told again of an end that came with it. */
static void test_a_client_that_hangs_up_with_its_request(void **state)
{
    struct client client = connect_client();

    (void)state;
    assert_true(send(client.socket, GET(SEARCH), sizeof GET(SEARCH) - 1, MSG_NOSIGNAL) > 0);
    (void)shutdown(client.socket, SHUT_WR);
    hear(&client);
    assert_answered(&client, SEARCH);
    pass(1200);
    assert_ended(&client, true);
    assert_int_equal(http_count(service.http), 0);
    leave(&client);
}

/*
 * Limits and failures.
 */

/* The socket remains the caller's. */
static void assert_not_opened(void)
{
    int client, server = scripted_socket_pair(&client);

    assert_false(http_open(service.http, server));
    assert_false(scripted_socket_is_closed(server));
    (void)close(server);
    (void)close(client);
}

static void test_beyond_the_capacity_none_is_opened(void **state)
{
    struct client clients[CAPACITY];

    (void)state;
    for (size_t i = 0; i < COUNT(clients); i++)
        clients[i] = connect_client();
    assert_not_opened();
    assert_int_equal(http_count(service.http), CAPACITY);
    leave(&clients[0]);
    clients[0] = connect_client();
    say_text(&clients[0], GET(SEARCH));
    assert_answered(&clients[0], SEARCH);
    for (size_t i = 0; i < CAPACITY; i++)
        leave(&clients[i]);
}

static void test_parameters_beyond_the_limit_are_refused(void **state)
{
    struct client client = connect_client();
    struct buffer request = BUFFER_INIT;

    (void)state;
    buffer_append_text(&request, "GET /api/v1/search?q=a");
    for (int i = 0; i < 300; i++)
        buffer_append_text(&request, "&q=a");
    buffer_append_text(&request, " HTTP/1.1\r\n" HOST "\r\n");
    say(&client, request.bytes, request.size);
    assert_ended(&client, true);
    assert_status(&client, 400);
    buffer_release(&request);
    leave(&client);
}

/* RFC 9110, section 8.6: a Content-Length would have to be that of the 200. */
static void test_304_has_no_length(void **state)
{
    static const char *const methods[] = {"GET", "HEAD"};

    (void)state;
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct client client = connect_client();
        char request[256];

        (void)snprintf(request, sizeof request,
                       "%s " SEARCH " HTTP/1.1\r\n" HOST "If-None-Match: *\r\n\r\n", methods[i]);
        say_text(&client, request);
        assert_ended(&client, true);
        assert_status(&client, 304);
        assert_null(strstr(text_of(&client), "Content-Length"));
        assert_null(strstr(text_of(&client), "Transfer-Encoding"));
        assert_non_null(strstr(text_of(&client), "Connection: close\r\n"));
        assert_non_null(strstr(text_of(&client), "ETag: "));
        assert_string_equal(body_of(&client), "");
        leave(&client);
    }
}

/*
 * What the library refuses before it calls us. It tells the log, without saying which request.
 */

static const char bad_length[] = "Content-Length: -1\r\n\r\n" GET("/opensearch.xml");

/* One head, in our own words, and nothing after it. */
static void assert_replaced(struct client *client, unsigned status)
{
    static const char line[] = "HTTP/1.1 ";

    assert_ended(client, true);
    assert_status(client, status);
    assert_non_null(strstr(text_of(client), "application/problem+json"));
    assert_null(strstr(text_of(client), "Retry-After"));
    assert_null(strstr(text_of(client) + sizeof line, line));
    leave(client);
}

static void test_a_refusal_of_the_library_is_replaced(void **state)
{
    struct client client = connect_client();

    (void)state;
    say_text(&client, "GET / HTTP/1.1\r\n" HOST);
    say_text(&client, bad_length);
    assert_replaced(&client, 400);
    assert_int_equal(service.counters.http_requests, 1);
}

static void test_only_the_refused_request_gets_the_refusal(void **state)
{
    struct client older = connect_client(), client = connect_client(), newer = connect_client();

    (void)state;
    say_text(&older, "GET " SEARCH " HTTP/1.1\r\n");
    say_text(&client, "GET / HTTP/1.1\r\n" HOST);
    say_text(&newer, "GET " SEARCH " HTTP/1.1\r\n");
    say_text(&client, bad_length);
    assert_replaced(&client, 400);
    say_text(&older, HOST "\r\n");
    assert_answered(&older, SEARCH);
    say_text(&newer, HOST "\r\n");
    assert_answered(&newer, SEARCH);
    leave(&older);
    leave(&newer);
}

/* Small fields take more of the library's memory than the same bytes in long ones. */
static void say_small_fields(struct client *client)
{
    struct buffer fields = BUFFER_INIT;

    for (int i = 0; i < 1200; i++)
        buffer_append_text(&fields, "a:1\r\n");
    buffer_append_text(&fields, "\r\n" GET("/opensearch.xml"));
    (void)send(client->socket, fields.bytes, fields.size, MSG_NOSIGNAL);
    buffer_release(&fields);
}

static void test_a_head_beyond_the_memory_of_the_library(void **state)
{
    struct client bystander = connect_client(), client = connect_client();

    (void)state;
    say_text(&bystander, "GET " SEARCH " HTTP/1.1\r\n");
    say_text(&client, "GET / HTTP/1.1\r\n" HOST);
    say_small_fields(&client);
    assert_replaced(&client, 431);
    say_text(&bystander, HOST "\r\n");
    assert_answered(&bystander, SEARCH);
    leave(&bystander);
}

/* Where another head has begun since, the library's own refusal is sent, once; the other head is not
 * touched, however often that happens. */
static void test_a_head_beyond_the_memory_that_is_not_the_latest(void **state)
{
    struct client bystander = connect_client();

    (void)state;
    for (int i = 0; i < 600; i++) {
        struct client client = connect_client();

        say_text(&client, "GET / HTTP/1.1\r\n" HOST);
        if (i == 0)
            say_text(&bystander, "GET " SEARCH " HTTP/1.1\r\n");
        say_small_fields(&client);
        assert_ended(&client, true);
        assert_status(&client, 431);
        assert_null(strstr(text_of(&client) + 1, "HTTP/1.1 "));
        leave(&client);
    }
    say_text(&bystander, HOST "\r\n");
    assert_answered(&bystander, SEARCH);
    leave(&bystander);
}

static void test_many_cookies(void **state)
{
    struct client client = connect_client();
    struct buffer request = BUFFER_INIT;

    (void)state;
    buffer_append_text(&request, "GET / HTTP/1.1\r\n" HOST "Cookie: ");
    for (int i = 0; i < 1000; i++)
        buffer_append_text(&request, "a;");
    buffer_append_text(&request, "\r\n\r\n" GET("/opensearch.xml"));
    (void)send(client.socket, request.bytes, request.size, MSG_NOSIGNAL);
    buffer_release(&request);
    assert_replaced(&client, 431);
}

/* Whatever the library cannot do: the client's connection ends, the next one is served. */
static void test_a_library_that_fails(void **state)
{
    bool *const failures[] = {&library.no_response, &library.no_header, &library.no_queue};

    (void)state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct client client = connect_client();

        *failures[i] = true;
        say_text(&client, GET("/"));
        assert_ended(&client, true);
        assert_int_equal(client.heard.size, 0);
        assert_int_equal(library.responses, 0);
        assert_int_equal(http_count(service.http), 0);
        leave(&client);
        *failures[i] = false;
    }
    for (int i = 0; i < 2; i++) { /* a reply that is cached can fail as well */
        struct client client = connect_client();

        library.no_queue = i == 1;
        say_text(&client, GET(SEARCH));
        assert_ended(&client, i == 1);
        assert_int_equal(library.responses, 1);
        leave(&client);
    }
}

static void test_a_connection_that_the_library_does_not_take(void **state)
{
    struct client client;

    (void)state;
    library.no_connection = true;
    client = connect_client();
    assert_ended(&client, true);
    assert_int_equal(http_count(service.http), 0);
    leave(&client);
}

/*
 * Ends.
 */

static void test_drained_in_every_phase(void **state)
{
    struct client silent = connect_client(), begun = connect_client(), idle = connect_client();
    struct client replied = connect_with(1);

    (void)state;
    say_text(&begun, "GET / HT");
    say_text(&idle, GET(SEARCH));
    assert_true(send(replied.socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    http_drain(service.http);
    run();
    assert_ended(&silent, true);
    assert_ended(&begun, true);
    assert_ended(&idle, true);
    assert_int_equal(http_count(service.http), 1);
    for (int i = 0; i < 1000 && !replied.ended; i++)
        hear(&replied);
    assert_answered(&replied, LARGE); /* to its last byte */
    assert_int_equal(http_count(service.http), 0);
    leave(&silent);
    leave(&begun);
    leave(&idle);
    leave(&replied);
}

/* A request that the library has read before the drain is answered, and told that it is the last. */
static void test_drained_with_another_request_behind_the_reply(void **state)
{
    struct client client = connect_with(1);

    (void)state;
    assert_true(send(client.socket, GET(LARGE) GET(SEARCH), sizeof GET(LARGE) GET(SEARCH) - 1,
                     MSG_NOSIGNAL) > 0);
    run();
    http_drain(service.http);
    for (int i = 0; i < 1000 && !client.ended; i++)
        hear(&client);
    assert_true(client.ended);
    assert_non_null(strstr(text_of(&client), "Connection: close"));
    assert_non_null(strstr(text_of(&client), "GRINNING FACE"));
    leave(&client);
}

static void test_after_the_drain_none_is_opened(void **state)
{
    (void)state;
    http_drain(service.http);
    assert_not_opened();
}

/* http_free() meets connections in every phase. */
static void test_freed_in_every_phase(void **state)
{
    struct client clients[CAPACITY] = {connect_client(), connect_client(), connect_client(),
                                       connect_with(1)};

    (void)state;
    say_text(&clients[1], "GET / HT");
    say_text(&clients[2], GET(SEARCH));
    assert_true(send(clients[3].socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    assert_int_equal(http_count(service.http), CAPACITY);
    http_free(service.http);
    service.http = NULL;
    for (size_t i = 0; i < CAPACITY; i++) {
        assert_true(scripted_socket_read(clients[i].socket, &clients[i].heard));
        (void)close(clients[i].socket);
        forget(&clients[i]);
    }
}

static int free_index(void **state)
{
    (void)state;
    scripted_index_free();
    return 0;
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_replies_do_not_depend_on_how_requests_are_cut),
        STORY(test_replies_are_the_answers),
        STORY(test_pipelined_requests_are_answered_in_order),
        STORY(test_a_cached_reply_is_the_same_reply),
        STORY(test_a_reply_on_its_way_outlives_the_cache),
        STORY(test_a_head_has_to_come_in_time),
        STORY(test_between_requests_a_connection_is_kept_alive),
        STORY(test_a_client_that_takes_nothing_is_closed),
        STORY(test_a_client_that_hangs_up_with_its_request),
        STORY(test_beyond_the_capacity_none_is_opened),
        STORY(test_parameters_beyond_the_limit_are_refused),
        STORY(test_304_has_no_length),
        STORY(test_a_refusal_of_the_library_is_replaced),
        STORY(test_only_the_refused_request_gets_the_refusal),
        STORY(test_a_head_beyond_the_memory_of_the_library),
        STORY(test_a_head_beyond_the_memory_that_is_not_the_latest),
        STORY(test_many_cookies),
        STORY(test_a_library_that_fails),
        STORY(test_a_connection_that_the_library_does_not_take),
        STORY(test_drained_in_every_phase),
        STORY(test_drained_with_another_request_behind_the_reply),
        STORY(test_after_the_drain_none_is_opened),
        STORY(test_freed_in_every_phase),
    };

    return cmocka_run_group_tests(tests, NULL, free_index);
}
