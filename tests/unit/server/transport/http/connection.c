/*
 * HTTP connections against a wheel that the test turns: what each waits for, how long, and how it is
 * ended. The sockets are real, so that what the client sees is what is checked.
 */

#include "server/transport/http/connection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { HEADER_MS = 10 * 1000, WRITE_MS = 20 * 1000, KEEP_ALIVE_MS = 60 * 1000, CLIENTS = 4 };

static const struct config_live settings = {
    .header_seconds = HEADER_MS / 1000,
    .write_seconds = WRITE_MS / 1000,
    .keep_alive_seconds = KEEP_ALIVE_MS / 1000,
};

static struct wheel wheel;
static struct turns turns;
static struct connections connections;
static uint64_t now;
static int clients[CLIENTS], servers[CLIENTS]; /* two ends each */

static int begin(void **state)
{
    (void)state;
    now = 5000;
    wheel_init(&wheel, now);
    turns_init(&turns);
    connections_init(&connections, &wheel, &turns, &settings);
    for (unsigned i = 0; i < CLIENTS; i++) {
        int pair[2];

        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
            return -1;
        clients[i] = pair[0];
        servers[i] = pair[1];
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    while (connections.first)
        connection_free(connections.first);
    for (unsigned phase = 0; phase < CONNECTION_PHASES; phase++)
        if (connections.in_phase[phase] != 0) /* each was counted where it was */
            return -1;
    for (unsigned i = 0; i < CLIENTS; i++) {
        (void)close(clients[i]);
        (void)close(servers[i]);
    }
    return wheel_wait(&wheel) == -1 ? 0 : -1; /* no deadline outlives its connection */
}

/* Lets that time pass, turn by turn. Returns how many deadlines passed. */
static unsigned pass(uint64_t milliseconds)
{
    unsigned count = 0;

    for (uint64_t until = now + milliseconds; now < until; now += WHEEL_TICK_MS) {
        struct deadline *deadline;

        wheel_advance(&wheel, now);
        while ((deadline = wheel_expired(&wheel)) != NULL) {
            assert_int_equal(deadline->owner, DEADLINE_HTTP);
            connection_expire(&connections, deadline);
            count++;
        }
    }
    return count;
}

/* Does the client see that the server has ended the connection? */
static bool is_shut(unsigned client)
{
    char byte;

    return recv(clients[client], &byte, 1, MSG_DONTWAIT) == 0;
}

/* Is the server's end shut for reading, so that the library finds no further request? */
static bool reads_no_more(unsigned client)
{
    char byte;

    return recv(servers[client], &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

static struct connection *open_connection(unsigned client)
{
    struct connection *connection = connection_new(&connections, servers[client]);

    assert_non_null(connection);
    assert_int_equal(connection->phase, CONNECTION_NEW);
    return connection;
}

static void test_a_client_that_sends_no_request(void **state)
{
    (void)state;
    (void)open_connection(0);
    assert_int_equal(pass(HEADER_MS - WHEEL_TICK_MS), 0);
    assert_false(is_shut(0));
    assert_int_equal(pass(3 * WHEEL_TICK_MS), 1);
    assert_true(is_shut(0));
    /* As long as the library has not noticed. */
    assert_int_equal(pass(1500), 1);
    assert_int_equal(pass(1500), 1);
}

/* A client that sends its head byte by byte gains no time. */
static void test_the_first_request_has_the_time_of_the_connection(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    (void)pass(HEADER_MS / 2);
    assert_true(connection_begin(connection, "/"));
    (void)pass(HEADER_MS / 2 + 3 * WHEEL_TICK_MS);
    assert_true(is_shut(0));
}

static void test_a_further_request_has_time_of_its_own(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    assert_true(connection_begin(connection, "/"));
    connection_reply(connection);
    connection_rest(connection);
    (void)pass(HEADER_MS);
    assert_true(connection_begin(connection, "/again"));
    assert_int_equal(connection->phase, CONNECTION_HEAD);
    assert_int_equal(pass(HEADER_MS - WHEEL_TICK_MS), 0);
    assert_false(is_shut(0));
    (void)pass(3 * WHEEL_TICK_MS);
    assert_true(is_shut(0));
}

enum { PIECE = 4096 };

/* The server sends pieces until the kernel takes no more. */
static void fill(unsigned client)
{
    static const char bytes[PIECE];

    while (send(servers[client], bytes, sizeof bytes, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
        ;
}

/* The client reads a piece. Returns whether there was one. */
static bool read_piece(unsigned client)
{
    char bytes[PIECE];

    return recv(clients[client], bytes, sizeof bytes, MSG_DONTWAIT) > 0;
}

static void test_a_client_that_does_not_read(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    fill(0);
    assert_true(connection_begin(connection, "/"));
    connection_reply(connection);
    assert_int_equal(pass(PEER_WATCH_MS + 3 * WHEEL_TICK_MS), 1); /* the first look */
    assert_false(is_shut(0));
    assert_int_equal(pass(WRITE_MS - 3 * WHEEL_TICK_MS), 0);
    assert_false(is_shut(0));
    assert_int_equal(pass(5 * WHEEL_TICK_MS), 1);
    while (read_piece(0))
        ;
    assert_true(is_shut(0));
}

static void test_a_client_that_reads_slowly(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    fill(0);
    assert_true(connection_begin(connection, "/"));
    connection_reply(connection);
    assert_int_equal(pass(PEER_WATCH_MS + 3 * WHEEL_TICK_MS), 1);
    for (unsigned look = 0; look < 5; look++) {
        assert_true(read_piece(0));
        assert_int_equal(pass(WRITE_MS + WHEEL_TICK_MS), 1);
    }
    while (read_piece(0))
        ;
    assert_false(is_shut(0));
}

static void test_a_reply_that_is_sent_has_no_deadline(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    for (unsigned turn = 0; turn < 10; turn++) {
        assert_true(connection_begin(connection, "/"));
        connection_reply(connection);
        assert_int_equal(pass(PEER_WATCH_MS - WHEEL_TICK_MS), 0);
        connection_rest(connection);
    }
    assert_false(is_shut(0));
}

static void test_an_idle_client(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    assert_true(connection_begin(connection, "/search?q=sun"));
    connection_reply(connection);
    connection_rest(connection);
    assert_non_null(connection->target.bytes); /* another request may follow at once */
    assert_int_equal(pass(1000 + 3 * WHEEL_TICK_MS), 1);
    assert_int_equal(connection->phase, CONNECTION_IDLE);
    assert_null(connection->target.bytes);
    assert_int_equal(pass(KEEP_ALIVE_MS - 1000 - 5 * WHEEL_TICK_MS), 0);
    assert_false(is_shut(0));
    assert_int_equal(pass(5 * WHEEL_TICK_MS), 1);
    assert_true(is_shut(0));
}

static void test_the_longest_idle_are_ended_first(void **state)
{
    static const unsigned order[CLIENTS] = {2, 0, 3, 1}; /* in which they come to rest */
    struct connection *all[CLIENTS];

    (void)state;
    for (unsigned i = 0; i < CLIENTS; i++)
        all[i] = open_connection(i);
    assert_int_equal(connections_end_idle(&connections, CLIENTS), 0); /* none has been served yet */
    for (unsigned i = 0; i < CLIENTS; i++)
        connection_rest(all[order[i]]);
    (void)pass(1500); /* they are idle: it is not another rest */
    for (unsigned i = 0; i < CLIENTS; i++) {
        assert_false(is_shut(order[i]));
        assert_int_equal(connections_end_idle(&connections, 1), 1);
        assert_true(is_shut(order[i]));
    }
    assert_int_equal(connections_end_idle(&connections, CLIENTS), 0); /* not twice */
}

static void test_who_is_not_idle_is_not_ended(void **state)
{
    struct connection *all[CLIENTS];

    (void)state;
    for (unsigned i = 0; i < CLIENTS; i++) {
        all[i] = open_connection(i);
        connection_rest(all[i]);
    }
    assert_int_equal(send(clients[0], "G", 1, MSG_NOSIGNAL), 1); /* that the library has not read */
    assert_true(connection_begin(all[1], "/"));                  /* that it has */
    assert_true(connection_begin(all[2], "/"));
    connection_reply(all[2]);
    assert_int_equal(connections_end_idle(&connections, CLIENTS), 1);
    for (unsigned i = 0; i < CLIENTS; i++)
        assert_int_equal(is_shut(i), i == 3);
    connection_rest(all[2]); /* it is idle again, behind all others */
    connection_rest(all[1]);
    assert_int_equal(connections_end_idle(&connections, 1), 1);
    assert_true(is_shut(2));
    connection_free(all[1]); /* the youngest */
    connection_free(all[0]); /* the oldest */
    assert_int_equal(connections_end_idle(&connections, CLIENTS), 0);
}

/* The library does not notice an end that came with the request. */
static void test_a_client_that_ended_with_its_request(void **state)
{
    struct connection *connection = open_connection(0);

    (void)state;
    assert_int_equal(shutdown(clients[0], SHUT_WR), 0);
    connection_rest(connection);
    assert_int_equal(pass(1000 + 3 * WHEEL_TICK_MS), 1);
    assert_true(is_shut(0));
}

/* What is idle ends at once; who was just served, or has just come, is waited for. */
static void test_draining_ends_what_is_idle(void **state)
{
    struct connection *all[CLIENTS];

    (void)state;
    for (unsigned i = 0; i < CLIENTS; i++)
        all[i] = open_connection(i);
    connection_reply(all[1]);
    connection_rest(all[2]);
    (void)pass(1500);
    connection_rest(all[3]);
    assert_int_equal(all[2]->phase, CONNECTION_IDLE);
    connections_drain(&connections);
    for (unsigned i = 0; i < CLIENTS; i++)
        assert_int_equal(reads_no_more(i), i == 2);
    (void)pass(900);
    assert_false(reads_no_more(3));
    (void)pass(400);
    assert_true(reads_no_more(3));
    assert_false(reads_no_more(0)); /* on a Unix socket it may have sent a part of its head */
    assert_int_equal(all[0]->phase, CONNECTION_HEAD);
    connection_rest(all[1]); /* its reply has been sent; it was not told that it is the last */
    (void)pass(900);
    assert_false(reads_no_more(1));
    (void)pass(400);
    assert_true(reads_no_more(1));
    assert_false(is_shut(1)); /* the library still answers what came before */
    (void)pass(1200);
    assert_true(is_shut(1)); /* and has to be told again of the end, if it did not see it */
}

static void test_draining_waits_for_a_request_that_has_begun(void **state)
{
    struct connection *all[3];

    (void)state;
    for (unsigned i = 0; i < 3; i++)
        all[i] = open_connection(i);
    assert_true(connection_begin(all[0], "/"));
    connection_rest(all[1]);
    (void)pass(1500);
    assert_int_equal(send(clients[1], "G", 1, MSG_NOSIGNAL), 1); /* that nobody has read */
    connections_drain(&connections);
    assert_true(connection_begin(all[2], "/"));
    assert_true(connection_begin(all[1], "/"));
    (void)pass(HEADER_MS - 2000);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(all[i]->phase, CONNECTION_HEAD);
        assert_false(is_shut(i));
    }
    (void)pass(3000);
    for (unsigned i = 0; i < 3; i++)
        assert_true(is_shut(i));
}

static void test_the_target_of_each_request(void **state)
{
    static const char *const targets[] = {"/", "/search?q=white+sun", "", "/healthz"};
    struct connection *connection = open_connection(0);
    const char *memory = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        char target[32];

        connection->seen = true;
        (void)strcpy(target, targets[i]);
        assert_true(connection_begin(connection, target));
        memset(target, '!', sizeof target); /* it has a copy */
        assert_string_equal(connection->target.bytes, targets[i]);
        assert_int_equal(connection_target_size(connection), strlen(targets[i]));
        assert_false(connection->seen);
        assert_true(!memory || memory == connection->target.bytes);
        memory = connection->target.bytes;
        connection_rest(connection);
    }
}

static void test_connections_end_in_any_order(void **state)
{
    static const unsigned orders[][CLIENTS] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}};

    (void)state;
    for (size_t order = 0; order < sizeof orders / sizeof *orders; order++) {
        struct connection *all[CLIENTS];

        for (unsigned i = 0; i < CLIENTS; i++)
            all[i] = open_connection(i);
        for (unsigned i = 0; i < CLIENTS; i++) {
            unsigned left = 0;

            connection_free(all[orders[order][i]]);
            for (const struct connection *c = connections.first; c; c = c->next)
                left++;
            assert_int_equal(left, CLIENTS - 1 - i);
        }
        assert_int_equal(pass(2 * HEADER_MS), 0);
    }
}

/* What a request asks for is being made: it is looked for again and again, but not for ever. */
static void test_what_is_being_made_is_awaited(void **state)
{
    struct connection *connection = open_connection(0);
    unsigned looks = 0;

    (void)state;
    turns.began = now * 1000;
    assert_true(connection_begin(connection, "/"));
    assert_false(connection_awaits(connection));
    assert_false(connections.awaits);
    while (connection_await(connection)) {
        assert_true(connection->awaited);
        assert_true(connection_awaits(connection)); /* the library asks too early */
        assert_true(connections.awaits);
        assert_int_equal(pass(AWAIT_LOOK_MS + 2 * WHEEL_TICK_MS), 1);
        assert_false(connection_awaits(connection));
        turns.began = now * 1000;
        looks++;
    }
    assert_in_range(looks, 2, AWAIT_MS / AWAIT_LOOK_MS);
    assert_false(is_shut(0));
    connection_reply(connection);
    connection_rest(connection);
    assert_true(connection_begin(connection, "/")); /* the next request has time of its own */
    assert_false(connection->awaited);
    assert_true(connection_await(connection));
}

static void test_only_some_await(void **state)
{
    struct connection *some[AWAITING_MAX + 1];

    (void)state;
    for (unsigned i = 0; i <= AWAITING_MAX; i++) {
        some[i] = open_connection(0);
        assert_true(connection_begin(some[i], "/"));
        assert_int_equal(connection_await(some[i]), i < AWAITING_MAX);
    }
    connection_free(some[0]); /* its client has left: another one may */
    assert_true(connection_await(some[AWAITING_MAX]));
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* Each connection has one place among those that have begun a request last. */
static void test_those_that_began_a_request_last(void **state)
{
    struct connection *first = open_connection(0), *second = open_connection(1);

    (void)state;
    assert_true(connection_begin(first, "/"));
    assert_true(connection_begin(second, "/"));
    assert_ptr_equal(connections.begun[connections.begun_last % CONNECTIONS_BEGUN], second);
    assert_ptr_equal(connections.begun[first->begun], first);
    for (int i = 0; i < 3 * CONNECTIONS_BEGUN; i++) {
        unsigned places = 0;

        assert_true(connection_begin(second, "/"));
        for (unsigned place = 0; place < CONNECTIONS_BEGUN; place++)
            places += connections.begun[place] == second;
        assert_int_equal(places, 1);
    }
    connection_free(first); /* its place is another's: nothing to forget */
    assert_ptr_equal(connections.begun[connections.begun_last % CONNECTIONS_BEGUN], second);
    connection_free(second);
    for (unsigned place = 0; place < CONNECTIONS_BEGUN; place++)
        assert_null(connections.begun[place]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_a_client_that_sends_no_request),
        STORY(test_the_first_request_has_the_time_of_the_connection),
        STORY(test_a_further_request_has_time_of_its_own),
        STORY(test_a_client_that_does_not_read),
        STORY(test_a_client_that_reads_slowly),
        STORY(test_a_reply_that_is_sent_has_no_deadline),
        STORY(test_the_longest_idle_are_ended_first),
        STORY(test_who_is_not_idle_is_not_ended),
        STORY(test_an_idle_client),
        STORY(test_a_client_that_ended_with_its_request),
        STORY(test_draining_ends_what_is_idle),
        STORY(test_draining_waits_for_a_request_that_has_begun),
        STORY(test_the_target_of_each_request),
        STORY(test_connections_end_in_any_order),
        STORY(test_those_that_began_a_request_last),
        STORY(test_what_is_being_made_is_awaited),
        STORY(test_only_some_await),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
