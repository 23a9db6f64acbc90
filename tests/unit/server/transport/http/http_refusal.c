/*
 * What the library refuses before it calls us. It tells the log, without saying which request.
 */

#include "server/transport/http/http_refusal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>
#include <microhttpd.h>

#include "tests/unit/server/transport/scripted_http.h"

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
    if (MHD_VERSION < 0x01000000) {
        assert_replaced(&client, 431);
        return;
    }
    /* libmicrohttpd 1.0 has the memory for them. */
    assert_ended(&client, false);
    assert_status(&client, 200);
    leave(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_refusal_of_the_library_is_replaced),
        STORY(test_only_the_refused_request_gets_the_refusal),
        STORY(test_a_head_beyond_the_memory_of_the_library),
        STORY(test_a_head_beyond_the_memory_that_is_not_the_latest),
        STORY(test_many_cookies),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
