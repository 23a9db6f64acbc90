/*
 * HTTP connections in their turns: what one turn of the reactor answers, whom it answers first, and
 * that a request or a stream which has to wait loses nothing.
 */

#include "server/transport/http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_http.h"

#define STREAM "/api/v1/search?q=grinning&format=ndjson"

enum {
    GREEDY = CAPACITY - 1,
    REQUESTS = 40,              /* that each of the greedy ones sends at once */
    TABS = 100,                 /* whose answer takes two slices to compress */
    OVERDRAFT = 2 * TURN_STEPS, /* more than the most expensive request of this test */
    PAGE_STEPS = 6000,          /* more than one of them takes */
    SHARE = 2 * PAGE_STEPS,     /* of a round, that telnet leaves to HTTP */
};

static void send_text(const struct client *client, const char *text)
{
    assert_int_equal(send(client->socket, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Pages that are not cached, from one or from all. */
static void send_pages(const struct client *client, int number)
{
    for (int i = 0; i < REQUESTS; i++) {
        char request[128];

        (void)snprintf(request, sizeof request,
                       "GET /?query=face&offset=%d%d HTTP/1.1\r\n" HOST "\r\n", number, i);
        send_text(client, request);
    }
}

static size_t count(const char *text, const char *part)
{
    size_t parts = 0;

    while ((text = strstr(text, part))) {
        text += strlen(part);
        parts++;
    }
    return parts;
}

static size_t listen_for_replies(struct client *client)
{
    client->ended = false;
    for (;;) {
        char bytes[65536];
        ssize_t size = recv(client->socket, bytes, sizeof bytes, MSG_DONTWAIT);

        if (size <= 0)
            break;
        buffer_append(&client->heard, bytes, (size_t)size);
    }
    return count(text_of(client), "HTTP/1.1 ");
}

/* It is known for asking little. */
static struct client connect_bystander(void)
{
    struct client client = connect_client();

    for (int i = 0; i < 40; i++) {
        say_text(&client, GET("/healthz"));
        forget(&client);
    }
    return client;
}

/* A turn of a reactor whose telnet sessions take most of the steps. */
static void busy_turn(void)
{
    struct turn *next;

    turns_begin(&service.turns);
    turns_take(&service.turns, TURN_STEPS - SHARE);
    (void)http_run(service.http);
    while ((next = turns_next(&service.turns)))
        http_turn(service.http, next);
}

/* However much is sent: one turn is bounded, a bystander is answered in the turn in which its request
 * arrives or, before the others are known, in the next one; and they get all their replies in the end. */
static void test_a_turn_is_bounded_and_a_bystander_is_served(void **state)
{
    struct client bystander = connect_bystander(), greedy[GREEDY];
    size_t heard = 0, before;
    int turns = 0;

    (void)state;
    for (int i = 0; i < GREEDY; i++)
        greedy[i] = connect_client();
    for (int i = 0; i < GREEDY; i++)
        send_pages(&greedy[i], i + 1);
    while (heard < (size_t)GREEDY * REQUESTS) {
        send_text(&bystander, GET("/healthz"));
        busy_turn();
        assert_true(service.turns.left > -PAGE_STEPS);
        if (turns == 0)
            busy_turn();
        assert_int_equal(listen_for_replies(&bystander), 1);
        forget(&bystander);
        before = heard;
        heard = 0;
        for (int i = 0; i < GREEDY; i++)
            heard += listen_for_replies(&greedy[i]);
        assert_in_range(heard - before, 0, turns == 0 ? 4 * GREEDY : 2 * GREEDY);
        assert_in_range(++turns, 0, 1000);
    }
    for (int i = 0; i < GREEDY; i++) {
        assert_int_equal(count(text_of(&greedy[i]), "HTTP/1.1 200 "), REQUESTS);
        leave(&greedy[i]);
    }
    leave(&bystander);
}

/* Of those that ask much each goes on in turn. */
static void test_no_connection_is_left_behind(void **state)
{
    struct client greedy[GREEDY];
    size_t most = 0, least = 0;

    (void)state;
    for (int i = 0; i < GREEDY; i++)
        greedy[i] = connect_client();
    for (int i = 0; i < GREEDY; i++)
        send_pages(&greedy[i], i + 1);
    while (most < REQUESTS) {
        busy_turn();
        most = 0;
        least = REQUESTS;
        for (int i = 0; i < GREEDY; i++) {
            size_t heard = listen_for_replies(&greedy[i]);

            most = heard > most ? heard : most;
            least = heard < least ? heard : least;
        }
    }
    assert_true(least > REQUESTS / 2);
    run();
    for (int i = 0; i < GREEDY; i++)
        leave(&greedy[i]);
}

/* One turn of the library in which all steps are taken by others. */
static void run_spent(void)
{
    turns_begin(&service.turns);
    turns_take(&service.turns, TURN_STEPS);
    (void)http_run(service.http);
}

static void pass_spent(uint64_t milliseconds)
{
    struct deadline *deadline;

    scripted_clock_pass(milliseconds);
    wheel_advance(&service.wheel, clock_now());
    while ((deadline = wheel_expired(&service.wheel)))
        http_expire(service.http, deadline);
    run_spent();
}

/* The deadline of its head does not end a request that has come and waits for its turn. */
static void test_a_request_waits_for_its_turn_as_long_as_it_takes(void **state)
{
    struct client client = connect_client();

    (void)state;
    send_text(&client, GET(SEARCH));
    for (int i = 0; i < 100; i++) {
        run_spent();
        pass_spent(1000);
    }
    assert_int_equal(listen_for_replies(&client), 0);
    assert_int_equal(service.counters.http_requests, 0);
    assert_true(turns_wait(&service.turns));
    hear(&client);
    assert_answered(&client, SEARCH);
    assert_int_equal(service.counters.http_requests, 1);
    assert_false(turns_wait(&service.turns));
    leave(&client);
}

static void test_a_stream_waits_for_its_turn(void **state)
{
    struct client whole = connect_client(), client = connect_client();

    (void)state;
    say_text(&whole, GET(STREAM));
    send_text(&client, GET(STREAM));
    turns_begin(&service.turns);
    (void)http_run(service.http); /* answered; nothing of it is left in this round */
    for (int i = 0; i < 5; i++)
        run_spent();
    hear(&client);
    assert_status(&client, 200);
    assert_string_equal(body_of(&client), body_of(&whole));
    leave(&client);
    leave(&whole);
}

/* "GET" or "HEAD" of a text of tabs. The answer to a longer one would
 * be a stream. */
static void send_long(const struct client *client, const char *method)
{
    struct buffer request = BUFFER_INIT;

    buffer_append_format(&request, "%s /api/v1/inspect?text=", method);
    for (int i = 0; i < TABS; i++)
        buffer_append_text(&request, "%09");
    buffer_append_text(&request, " HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n");
    buffer_append(&request, "", 1);
    send_text(client, request.bytes);
    buffer_release(&request);
}

/* Where the reply's header of that name begins. */
static const char *header(struct client *client, const char *name)
{
    const char *at = strstr(text_of(client), name);

    assert_non_null(at);
    return at;
}

static void test_a_long_body_is_compressed_in_several_turns(void **state)
{
    struct client client = connect_client(), other = connect_client(),
                  bystander = connect_bystander();
    int turns = 0;

    (void)state;
    send_long(&other, "HEAD");
    send_long(&client, "GET");
    for (; listen_for_replies(&client) == 0; turns++) {
        send_text(&bystander, GET("/healthz"));
        (void)turn();
        assert_true(service.turns.left > -OVERDRAFT);
        assert_int_equal(listen_for_replies(&bystander), 1);
        forget(&bystander);
        assert_in_range(turns, 0, 1000);
    }
    assert_true(turns > 1);
    hear(&client);
    hear(&other);
    assert_status(&client, 200);
    assert_memory_equal(header(&client, "Content-Encoding: "), "Content-Encoding: gzip\r\n", 24);
    assert_memory_equal(body_of(&client), "\x1F\x8B", 2);
    assert_memory_equal(header(&other, "Content-Length: "), header(&client, "Content-Length: "),
                        20);
    assert_string_equal(body_of(&other), "");
    forget(&client);
    send_long(&client, "GET"); /* from the cache, in one turn */
    (void)turn();
    assert_int_equal(listen_for_replies(&client), 1);
    assert_int_equal(service.counters.http_requests, 40 + turns + 3);
    leave(&client);
    leave(&other);
    leave(&bystander);
}

static void test_a_client_may_leave_while_its_reply_is_compressed(void **state)
{
    struct client client = connect_client();
    const struct linger reset = {.l_onoff = 1};

    (void)state;
    send_long(&client, "GET");
    (void)turn();
    assert_int_equal(listen_for_replies(&client), 0);
    (void)setsockopt(client.socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    leave(&client);
    assert_int_equal(http_count(service.http), 0);
}

static void test_a_client_may_leave_while_its_request_waits(void **state)
{
    struct client client = connect_client(), other = connect_client();
    const struct linger reset = {.l_onoff = 1};

    (void)state;
    send_text(&client, GET(SEARCH));
    send_text(&other, GET(SEARCH));
    run_spent();
    assert_true(turns_wait(&service.turns));
    (void)setsockopt(client.socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    leave(&client);
    hear(&other);
    assert_answered(&other, SEARCH);
    leave(&other);
    assert_false(turns_wait(&service.turns));
    assert_int_equal(http_count(service.http), 0);
}

static void test_drained_while_a_request_waits(void **state)
{
    struct client client = connect_client();

    (void)state;
    send_text(&client, GET(SEARCH));
    run_spent();
    http_drain(service.http);
    assert_ended(&client, true);
    assert_status(&client, 200);
    assert_non_null(strstr(text_of(&client), "Connection: close"));
    leave(&client);
}

static void test_freed_while_a_request_waits(void **state)
{
    struct client client = connect_client();

    (void)state;
    send_text(&client, GET(SEARCH));
    run_spent();
    http_free(service.http);
    service.http = NULL;
    assert_false(turns_wait(&service.turns));
    (void)close(client.socket);
    forget(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_turn_is_bounded_and_a_bystander_is_served),
        STORY(test_no_connection_is_left_behind),
        STORY(test_a_request_waits_for_its_turn_as_long_as_it_takes),
        STORY(test_a_stream_waits_for_its_turn),
        STORY(test_a_long_body_is_compressed_in_several_turns),
        STORY(test_a_client_may_leave_while_its_reply_is_compressed),
        STORY(test_a_client_may_leave_while_its_request_waits),
        STORY(test_drained_while_a_request_waits),
        STORY(test_freed_while_a_request_waits),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
