/*
 * Replies: cached, without a body, and where the library cannot make one.
 */

#include "server/transport/http_reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

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
        STORY(test_a_reply_on_its_way_outlives_the_cache),
        STORY(test_304_has_no_length),
        STORY(test_a_library_that_fails),
    };

    return cmocka_run_group_tests(tests, NULL, free_index);
}
