/*
 * Connections: how long they may take, how many there are, and how they end.
 */

#include "server/transport/http/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_http.h"
#include "tests/unit/server/transport/scripted_sockets.h"

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

static void test_idle_clients_give_way_to_new_ones(void **state)
{
    struct client clients[CAPACITY], late;

    (void)state;
    for (size_t i = 0; i < CAPACITY; i++)
        clients[i] = connect_client();
    for (size_t i = CAPACITY; i-- > 1;) { /* the last one rests longest; the first is silent */
        say_text(&clients[i], GET(SEARCH));
        assert_answered(&clients[i], SEARCH);
        forget(&clients[i]);
    }
    for (size_t i = CAPACITY; i-- > 1;) {
        late = connect_client();
        assert_ended(&clients[i], true);
        assert_int_equal(clients[i].heard.size, 0);
        assert_int_equal(http_count(service.http), CAPACITY);
        say_text(&late, GET(SEARCH));
        assert_answered(&late, SEARCH);
        leave(&clients[i]);
        clients[i] = late;
    }
    assert_ended(&clients[0], false);
    for (size_t i = 0; i < CAPACITY; i++)
        leave(&clients[i]);
}

static void test_where_memory_is_short_a_quarter_of_the_idle_ends(void **state)
{
    struct client clients[CAPACITY];

    (void)state;
    http_relieve(service.http); /* there is nobody */
    for (size_t i = 0; i < CAPACITY; i++) {
        clients[i] = connect_client();
        say_text(&clients[i], GET(SEARCH));
        assert_answered(&clients[i], SEARCH);
    }
    http_relieve(service.http);
    run();
    assert_int_equal(http_count(service.http), CAPACITY - CAPACITY / 4 - 1);
    for (size_t i = 0; i < CAPACITY; i++) {
        assert_ended(&clients[i], i < CAPACITY / 4 + 1);
        leave(&clients[i]);
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

/* Idle connections stay open, new ones are served, and each reply is the last of its connection. */
static void test_leaving(void **state)
{
    struct client clients[2] = {connect_client()};

    (void)state;
    say_text(&clients[0], GET(SEARCH));
    assert_answered(&clients[0], SEARCH);
    forget(&clients[0]);
    http_leave(service.http);
    run();
    assert_ended(&clients[0], false);
    clients[1] = connect_client();
    for (int i = 0; i < 2; i++) {
        say_text(&clients[i], GET(SEARCH));
        assert_ended(&clients[i], true);
        assert_status(&clients[i], 200);
        assert_non_null(strstr(text_of(&clients[i]), "Connection: close"));
        leave(&clients[i]);
    }
}

static void test_drained_in_every_phase(void **state)
{
    struct client silent = connect_client(), begun = connect_client(), idle = connect_client();
    struct client replied = connect_with(1);

    (void)state;
    say_text(&begun, "GET /healthz HT");
    scripted_socket_receive(begun.server, 15);
    say_text(&idle, GET(SEARCH));
    pass(1200);
    assert_true(send(replied.socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    http_drain(service.http);
    run();
    assert_ended(&idle, true);
    assert_ended(&silent, false);
    pass(1200);
    assert_ended(&silent, true);
    pass(5000);
    say_text(&begun, "TP/1.1\r\n" HOST "\r\n");
    assert_ended(&begun, true);
    assert_status(&begun, 200);
    assert_int_equal(http_count(service.http), 1);
    for (int i = 0; i < 1000 && replied.heard.size < 10000; i++)
        hear(&replied);
    run();
    assert_answered(&replied, LARGE); /* to its last byte */
    forget(&replied);
    say_text(&replied, GET(SEARCH)); /* nobody had told it that the reply was the last */
    assert_ended(&replied, true);
    assert_status(&replied, 200);
    assert_non_null(strstr(text_of(&replied), "Connection: close"));
    assert_int_equal(http_count(service.http), 0);
    leave(&silent);
    leave(&begun);
    leave(&idle);
    leave(&replied);
}

/* The request is in the socket, unread, when the connection is told to end. */
static void test_drained_with_a_request_on_its_way(void **state)
{
    struct client client = connect_client();

    (void)state;
    say_text(&client, GET(SEARCH));
    forget(&client);
    pass(1200);
    assert_true(send(client.socket, GET(SEARCH), sizeof GET(SEARCH) - 1, MSG_NOSIGNAL) > 0);
    http_drain(service.http);
    assert_ended(&client, true);
    assert_status(&client, 200);
    assert_non_null(strstr(text_of(&client), "Connection: close"));
    leave(&client);
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

/* It has been accepted before the daemon was told to stop, and may have sent its request. */
static void test_after_the_drain_a_new_one_is_served_once(void **state)
{
    struct client client;

    (void)state;
    http_drain(service.http);
    client = connect_client();
    say_text(&client, GET(SEARCH));
    assert_ended(&client, true);
    assert_status(&client, 200);
    assert_int_equal(http_count(service.http), 0);
    leave(&client);
}

static void assert_states(uint64_t reading, uint64_t queued, uint64_t writing, uint64_t idle)
{
    const uint64_t expected[COUNTED_STATES] = {[COUNTED_READING] = reading,
                                               [COUNTED_QUEUED] = queued,
                                               [COUNTED_WRITING] = writing,
                                               [COUNTED_IDLE] = idle};

    http_publish(service.http);
    for (size_t i = 0; i < COUNTED_STATES; i++)
        assert_int_equal(service.counters.http_states[i], expected[i]);
}

static void test_what_connections_do_is_counted(void **state)
{
    struct client idle, replied;

    (void)state;
    assert_states(0, 0, 0, 0);
    idle = connect_client();
    replied = connect_with(1);
    assert_states(2, 0, 0, 0);
    say_text(&idle, GET(SEARCH));
    assert_states(1, 0, 0, 1);
    pass(1100); /* at rest, and then idle */
    assert_states(1, 0, 0, 1);
    say_text(&idle, "GET / HTTP/1.1\r\n");
    assert_states(2, 0, 0, 0);
    assert_true(send(replied.socket, GET(LARGE), sizeof GET(LARGE) - 1, MSG_NOSIGNAL) > 0);
    run();
    assert_states(1, 0, 1, 0);
    leave(&replied);
    assert_states(1, 0, 0, 0);
    leave(&idle);
    assert_states(0, 0, 0, 0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_head_has_to_come_in_time),
        STORY(test_between_requests_a_connection_is_kept_alive),
        STORY(test_a_client_that_takes_nothing_is_closed),
        STORY(test_beyond_the_capacity_none_is_opened),
        STORY(test_idle_clients_give_way_to_new_ones),
        STORY(test_where_memory_is_short_a_quarter_of_the_idle_ends),
        STORY(test_a_connection_that_the_library_does_not_take),
        STORY(test_leaving),
        STORY(test_drained_in_every_phase),
        STORY(test_drained_with_a_request_on_its_way),
        STORY(test_drained_with_another_request_behind_the_reply),
        STORY(test_what_connections_do_is_counted),
        STORY(test_after_the_drain_a_new_one_is_served_once),
        STORY(test_freed_in_every_phase),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
