/*
 * Replies: cached, without a body, and where the library cannot make one.
 */

#include "server/transport/http/http_reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#include "server/transport/http/http_request.h"
#include "tests/unit/server/transport/scripted_http.h"

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

static unsigned count(const char *text, const char *part)
{
    unsigned found = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        found++;
    return found;
}

/* Made, kept, without a body, the last one of its connection, by the library refused and by us. */
static void test_each_reply_has_one_date(void **state)
{
    static const char *const requests[] = {
        GET(SEARCH),
        GET(SEARCH),
        "HEAD " SEARCH " HTTP/1.1\r\n" HOST "\r\n",
        "GET " SEARCH " HTTP/1.1\r\n" HOST "If-None-Match: *\r\n\r\n",
        "GET " SEARCH " HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
        "GET " SEARCH " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        GET("/nothing"),
        "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx",
        "GET / HTTP/1.1\r\n" HOST "Content-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
    };

    (void)state;
    for (int leaving = 0; leaving < 2; leaving++) {
        for (size_t i = 0; i < COUNT(requests); i++) {
            struct client client = connect_client();

            say_text(&client, requests[i]);
            assert_int_equal(count(text_of(&client), "HTTP/1.1 "), 1);
            assert_int_equal(count(text_of(&client), "\r\nDate: "), 1);
            leave(&client);
        }
        http_leave(service.http);
    }
}

/* How a client asks to go on, or not to. */
struct wish {
    const char *version, *connection;
    bool closes;
};

static const struct wish wishes[] = {
    {"1.1", "", false},
    {"1.1", "Connection: keep-alive\r\n", false},
    {"1.1", "Connection: close\r\n", true},
    {"1.0", "", true},
    {"1.0", "Connection: keep-alive\r\n", false},
    {"1.0", "Connection: close\r\n", true},
};

static void assert_304(const char *method, const char *target, const struct wish *wish)
{
    bool closes = wish->closes || http_request_head_form() == HEAD_OF_VERSION_0_9;
    struct client client = connect_client();
    char request[256];

    (void)snprintf(request, sizeof request, "%s %s HTTP/%s\r\n" HOST "%sIf-None-Match: *\r\n\r\n",
                   method, target, wish->version, wish->connection);
    say_text(&client, request);
    assert_ended(&client, closes);
    assert_status(&client, 304);
    assert_null(strstr(text_of(&client), "Content-Length"));
    assert_null(strstr(text_of(&client), "Transfer-Encoding"));
    assert_true(closes == !!strstr(text_of(&client), "Connection: close\r\n"));
    assert_non_null(strstr(text_of(&client), "ETag: "));
    assert_string_equal(body_of(&client), "");
    leave(&client);
}

/* RFC 9110, section 8.6: a Content-Length would have to be that of the 200. Version 0.9 of the library can
 * only leave it out at the end of a connection. */
static void test_304_has_no_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wishes); i++) {
        assert_304("GET", SEARCH, &wishes[i]);
        assert_304("HEAD", SEARCH, &wishes[i]);
        assert_304("GET", "/robots.txt", &wishes[i]);
        assert_304("HEAD", "/robots.txt", &wishes[i]);
    }
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_cached_reply_is_the_same_reply),
        STORY(test_each_reply_has_one_date),
        STORY(test_a_reply_on_its_way_outlives_the_cache),
        STORY(test_304_has_no_length),
        STORY(test_a_library_that_fails),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
