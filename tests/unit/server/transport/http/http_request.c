/*
 * Requests, however they are cut, and their replies.
 */

#include "server/transport/http/http_request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>
#include <microhttpd.h>

#include "server/answers/http/routes.h"
#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_http.h"

struct request {
    const char *name;
    const char *said;
    size_t size;
    unsigned status; /* 0: closed without a reply */
    bool ends;       /* the connection is closed after it */
};

/* What the library says to a length beyond any number: after 1.0.1 it is none. */
enum { TOO_LONG = MHD_VERSION > 0x01000100 ? 400 : 413 };

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
    REQUEST("a NUL in the target", "GET /\0x HTTP/1.1\r\n" HOST "\r\n",
            MHD_VERSION < 0x01000000 ? 400 : 0, true),
    REQUEST("a NUL in a value", "GET / HTTP/1.1\r\n" HOST "A: a\0b\r\n\r\n", 400, true),
    REQUEST("a fold", "GET / HTTP/1.1\r\n" HOST "A: a\r\n b\r\n\r\n", 400, true),
    REQUEST("a bare LF", "GET / HTTP/1.1\n" HOST "\r\n", 400, true),
    REQUEST("white space after the host",
            "GET /opensearch.xml HTTP/1.1\r\nHost: localhost \t\r\n\r\n", 200, false),
    REQUEST("no length", "GET / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n", 400, true),
    REQUEST("a length with a sign", "GET / HTTP/1.1\r\n" HOST "Content-Length: +3\r\n\r\n", 400,
            true),
    REQUEST("a length beyond any number",
            "GET / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n", TOO_LONG,
            true),
};

static void converse(const struct request *request, size_t cut, struct buffer *heard)
{
    struct client client = connect_client();

    if (cut > 0)
        say(&client, request->said, cut);
    /* A refusal may come, and the end, before all of it was said. */
    (void)send(client.socket, request->said + cut, request->size - cut, MSG_NOSIGNAL);
    assert_ended(&client, request->ends);
    if (request->status > 0)
        assert_status(&client, request->status);
    else
        assert_string_equal(text_of(&client), "");
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

/* However many fields of whatever size: one head, ours. Small fields take more of the library's memory
 * than the same bytes in long ones, and what they take is not left for the reply. */
static void test_heads_of_all_sizes(void **state)
{
    static const int sizes[] = {1, 16, 100, 1000, 4000};
    int outcomes[2] = {0, 0};

    (void)state;
    for (size_t s = 0; s < COUNT(sizes); s++)
        for (int bytes = 500; bytes < 40000; bytes += 500) {
            struct client client = connect_client();
            struct buffer request = BUFFER_INIT;

            buffer_append_text(&request,
                               "GET " SEARCH " HTTP/1.1\r\n" HOST "Connection: close\r\n");
            for (int at = 0; at < bytes; at += sizes[s] + 4)
                buffer_append_format(&request, "a:%0*d\r\n", sizes[s], 1);
            buffer_append_text(&request, "\r\n");
            (void)send(client.socket, request.bytes, request.size, MSG_NOSIGNAL);
            assert_ended(&client, true);
            if (strncmp(text_of(&client), "HTTP/1.1 200 ", 13) != 0) {
                assert_status(&client, 431);
                assert_non_null(strstr(text_of(&client), "application/problem+json"));
                outcomes[1]++;
            } else {
                assert_in_range(bytes, 0, 17000);
                outcomes[0]++;
            }
            assert_null(strstr(text_of(&client) + 1, "HTTP/1.1 "));
            buffer_release(&request);
            leave(&client);
        }
    assert_in_range(outcomes[0], 50, 250);
    assert_in_range(outcomes[1], 100, 350);
}

/* The head of the reply repeats the query, escaped: it finds its room as well, made and kept, or the
 * request is refused. */
static void test_long_heads_of_replies(void **state)
{
    int outcomes[2] = {0, 0};

    (void)state;
    for (int bytes = 100; bytes < 6000; bytes += 100) {
        struct client client = connect_client();
        struct buffer request = BUFFER_INIT;

        buffer_append_text(&request, "GET /api/v1/search?limit=1&q=latin");
        for (int i = 0; i < 400; i++)
            buffer_append_text(&request, "%20");
        buffer_append_text(&request, " HTTP/1.1\r\n" HOST "Connection: close\r\n");
        for (int at = 0; at < bytes; at += 20)
            buffer_append_format(&request, "a:%016d\r\n", 1);
        buffer_append_text(&request, "\r\n");
        (void)send(client.socket, request.bytes, request.size, MSG_NOSIGNAL);
        assert_ended(&client, true);
        if (strncmp(text_of(&client), "HTTP/1.1 200 ", 13) == 0) {
            assert_true(strlen(text_of(&client)) > 1500); /* Link */
            outcomes[0]++;
        } else {
            assert_status(&client, 431);
            outcomes[1]++;
        }
        buffer_release(&request);
        leave(&client);
    }
    assert_in_range(outcomes[0], 20, 50);
    assert_in_range(outcomes[1], 5, 40);
    assert_int_equal(service.counters.http_cached, outcomes[0] - 1);
}

/* The library splits a copy of the cookies: they take their room twice. */
static void test_cookies_before_long_targets(void **state)
{
    unsigned refused = 0;

    (void)state;
    for (int bytes = 500; bytes < 8000; bytes += 100) {
        struct client client = connect_client();
        struct buffer request = BUFFER_INIT;

        buffer_append_format(&request, "GET /healthz?%06000d HTTP/1.1\r\n" HOST "Cookie: ", 1);
        for (int at = 0; at < bytes; at += 125)
            buffer_append_format(&request, "a=%0*d; ", 121, 1);
        buffer_append_text(&request, "b=1\r\nConnection: close\r\n\r\n");
        (void)send(client.socket, request.bytes, request.size, MSG_NOSIGNAL);
        assert_ended(&client, true);
        if (strncmp(text_of(&client), "HTTP/1.1 200 ", 13) != 0) {
            assert_status(&client, 431);
            refused++;
        }
        buffer_release(&request);
        leave(&client);
    }
    assert_in_range(refused, 1, 60);
}

/* The counter of a route's replies with a status; a NULL route: of those that no route has answered. */
static uint64_t replies(const char *route, unsigned status)
{
    size_t place = COUNTED_NOWHERE;

    if (route)
        place = (size_t)(route_find(slice_of(route), strlen(route)) - routes);
    return counter_get(&service.counters.http_replies[place][counted_status(status)]);
}

static uint64_t all_replies(void)
{
    uint64_t count = 0;

    for (size_t route = 0; route <= COUNTED_ROUTES; route++)
        for (size_t status = 0; status <= COUNTED_STATUSES; status++)
            count += counter_get(&service.counters.http_replies[route][status]);
    return count;
}

static void converse_briefly(const char *said)
{
    struct client client = connect_client();

    say_text(&client, said);
    leave(&client);
}

static void test_requests_are_counted_by_route_and_status(void **state)
{
    static const struct {
        const char *said, *route;
        unsigned status;
    } cases[] = {
        {GET(SEARCH), "/api/v1/search", 200},
        {GET(SEARCH), "/api/v1/search", 200}, /* from the cache */
        {GET("/api/v1/search"), "/api/v1/search", 422},
        {GET("/api/v1/nothing"), NULL, 404},
        {GET("/static/nothing"), "/static/", 404},
        {"PUT /search HTTP/1.1\r\n" HOST "\r\n", "/search", 405},
        {"OPTIONS * HTTP/1.1\r\n" HOST "\r\n", NULL, 204},
        {"GET / HTTP/1.1\r\n\r\n", NULL, 400}, /* without a host */
        {GET("/search?q=%zz"), NULL, 400},
        {"GET / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n", NULL, TOO_LONG},
        {"HEAD /api/v1/status HTTP/1.1\r\n" HOST "\r\n", "/api/v1/status", 200},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t before = replies(cases[i].route, cases[i].status);

        converse_briefly(cases[i].said);
        if (replies(cases[i].route, cases[i].status) != before + 1 || all_replies() != i + 1)
            fail_msg("%s", cases[i].said);
    }
    assert_int_equal(service.counters.http_cached, 1);
    assert_int_equal(service.counters.http_missed, 1);
    assert_int_equal(service.counters.http_unfinished, 0);
}

static void test_bytes_are_counted(void **state)
{
    struct client client = connect_client();
    size_t body = 0;

    (void)state;
    for (int i = 0; i < 2; i++) { /* the second time from the cache */
        say_text(&client, GET(SEARCH));
        body += strlen(body_of(&client));
        assert_int_equal(service.counters.http_sent, body);
        assert_int_equal(service.counters.http_received, (size_t)(i + 1) * strlen(GET(SEARCH)));
        forget(&client);
    }
    say_text(&client, "HEAD " SEARCH " HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(service.counters.http_sent, body);
    leave(&client);
}

/* From the turn in which it came. The clock of this test stands still but where it is told to pass. */
static void test_durations_are_measured(void **state)
{
    const struct durations *durations;
    struct client client = connect_client();

    (void)state;
    service.turns.began = clock_microseconds() - 700;
    say_text(&client, GET(SEARCH));
    durations =
        &service.counters.http_durations[route_find(slice_of("/api/v1/search"), 14) - routes];
    assert_int_equal(durations->microseconds, 700);
    assert_int_equal(durations->buckets[3], 1); /* up to a millisecond */
    leave(&client);
}

static void test_a_client_that_leaves_early_is_counted(void **state)
{
    struct client client = connect_with(1);

    (void)state;
    assert_true(send(client.socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    leave(&client);
    assert_int_equal(service.counters.http_unfinished, 1);
    assert_int_equal(replies("/", 200), 1); /* it has begun */
    client = connect_client();
    say_text(&client, "GET / HT");
    leave(&client); /* not yet a request */
    assert_int_equal(service.counters.http_unfinished, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_replies_do_not_depend_on_how_requests_are_cut),
        STORY(test_replies_are_the_answers),
        STORY(test_pipelined_requests_are_answered_in_order),
        STORY(test_parameters_beyond_the_limit_are_refused),
        STORY(test_heads_of_all_sizes),
        STORY(test_long_heads_of_replies),
        STORY(test_cookies_before_long_targets),
        STORY(test_a_client_that_hangs_up_with_its_request),
        STORY(test_requests_are_counted_by_route_and_status),
        STORY(test_bytes_are_counted),
        STORY(test_durations_are_measured),
        STORY(test_a_client_that_leaves_early_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
