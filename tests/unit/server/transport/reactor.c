/*
 * Reactors, turn by turn: the test decides what completes before each, and whose turn it is.
 */

#include "server/transport/reactor.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "index/base/buffer.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_reactors.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum { TURNS = 100 }; /* to settle; more would be a loop */

#define GET(target)   "GET " target " HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define NOTHING       "No match for 'x'\r\n?> "
#define SEARCH_TARGET "/api/v1/search?q=grinning"

static struct scripted_reactors scripted;
static size_t descriptors;

static void begin(unsigned threads)
{
    struct reason reason;

    descriptors = scripted_descriptors();
    scripted_rings_reset(true);
    scripted_indexer_set(CATALOG_READY, 0);
    assert_int_equal(scripted_reactors_start(&scripted, threads, &reason), 0);
}

/* Whatever a story leaves behind must end without time. */
static void end(void)
{
    int error;

    scripted_reactors_stop(&scripted);
    assert_true(reactors_finished(scripted.reactors, &error));
    assert_int_equal(error, 0);
    scripted_reactors_free(&scripted);
    assert_int_equal(scripted_descriptors(), descriptors);
}

static void settle(void)
{
    (void)scripted_reactors_settle(&scripted, TURNS);
}

static struct ring *ring_of(unsigned number)
{
    return scripted_reactors_ring(&scripted, number);
}

static void wake(unsigned number)
{
    assert_int_equal(eventfd_write(reactors_wakes(scripted.reactors)[number], 1), 0);
}

static void say(int client, const char *text)
{
    assert_int_equal(send(client, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    settle();
}

/* What a client hears next: exactly this; an HTTP reply only has to contain it. */
static bool heard(int client, const char *text, bool whole)
{
    struct buffer bytes = BUFFER_INIT;
    bool ended = scripted_socket_read(client, &bytes);

    buffer_append(&bytes, "", 1);
    if (whole)
        assert_string_equal(bytes.bytes, text);
    else if (!strstr(bytes.bytes, text))
        fail_msg("\"%s\" is not in \"%s\"", text, bytes.bytes);
    buffer_release(&bytes);
    return ended;
}

#define assert_hears(client, text)      assert_false(heard(client, text, true))
#define assert_hears_last(client, text) assert_true(heard(client, text, true))
#define assert_replied(client, text)    assert_false(heard(client, text, false))

static int connect_telnet(void)
{
    int client = scripted_reactors_connect(&scripted, LISTENER_TELNET);

    settle();
    return client;
}

static int connect_http(void)
{
    int client = scripted_reactors_connect(&scripted, LISTENER_HTTP);

    settle();
    return client;
}

static size_t count_in_flight(unsigned number, enum ring_operation operation)
{
    size_t count = 0;

    for (size_t i = 0; i < scripted_ring_in_flight(ring_of(number)); i++)
        count += scripted_ring_operation(ring_of(number), i)->token.operation == operation;
    return count;
}

/* The reactor keeps house twice, and then waits without end. */
static void assert_sleeps(void)
{
    for (int round = 0; round < 2; round++) {
        assert_in_range(scripted_ring_asked(ring_of(0)), 14000, 16000);
        scripted_clock_pass(16000);
        scripted_reactors_turn(&scripted, 0, 0);
        settle();
    }
    assert_int_equal(scripted_ring_asked(ring_of(0)), -1);
    assert_int_equal(reactors_tidied(scripted.reactors), 2);
}

/*
 * Serving.
 */

static void test_an_idle_reactor_waits_without_end(void **state)
{
    (void)state;
    begin(2);
    settle();
    assert_int_equal(scripted_ring_asked(ring_of(0)), -1);
    assert_int_equal(scripted_ring_asked(ring_of(1)), -1);
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 2);
    assert_int_equal(count_in_flight(1, RING_ACCEPT), 0);
    assert_int_equal(count_in_flight(0, RING_POLL), 2);
    assert_int_equal(count_in_flight(1, RING_POLL), 2);
    end();
}

static void test_a_telnet_conversation(void **state)
{
    int client;

    (void)state;
    begin(1);
    client = connect_telnet();
    assert_hears(client, "?> ");
    assert_in_range(scripted_ring_asked(ring_of(0)), 14000, 16000); /* the next housekeeping */
    say(client, "x\n");
    assert_hears(client, NOTHING);
    (void)shutdown(client, SHUT_WR);
    settle();
    assert_hears_last(client, "");
    assert_sleeps();
    (void)close(client);
    end();
}

static void test_an_http_conversation(void **state)
{
    int client;

    (void)state;
    begin(1);
    client = connect_http();
    say(client, GET(SEARCH_TARGET) GET("/api/v1/nothing"));
    assert_replied(client, "HTTP/1.1 404 Not Found");
    say(client, GET(SEARCH_TARGET));
    assert_replied(client, "GRINNING FACE");
    assert_true(scripted_ring_asked(ring_of(0)) > 0); /* it does not spin */
    (void)close(client);
    settle();
    assert_sleeps();
    end();
}

static void test_many_pipelined_requests_take_no_input_to_go_on(void **state)
{
    enum { MANY = 50 };
    struct buffer bytes = BUFFER_INIT;
    size_t replies = 0;
    int client;

    (void)state;
    begin(1);
    client = connect_http();
    for (int i = 0; i < MANY; i++)
        buffer_append_text(&bytes, GET(SEARCH_TARGET));
    buffer_append(&bytes, "", 1);
    say(client, bytes.bytes);
    bytes.size = 0;
    (void)scripted_socket_read(client, &bytes);
    buffer_append(&bytes, "", 1);
    for (const char *at = bytes.bytes; (at = strstr(at, "HTTP/1.1 200")); at++)
        replies++;
    assert_int_equal(replies, MANY);
    buffer_release(&bytes);
    (void)close(client);
    end();
}

/* While a session waits for its turn, the reactor takes what has completed and does not wait. */
static void test_a_reactor_does_not_wait_while_sessions_queue(void **state)
{
    enum { LINES = 1000 };
    static char lines[2 * LINES + 1];
    int clients[2], rushed = 0;

    (void)state;
    for (size_t i = 0; i < LINES; i++)
        memcpy(lines + 2 * i, "x\n", 2);
    begin(1);
    settle();
    for (size_t i = 0; i < 2; i++) {
        clients[i] = connect_telnet();
        assert_hears(clients[i], "?> ");
    }
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(send(clients[i], lines, sizeof lines - 1, MSG_NOSIGNAL), 2 * LINES);
    for (int turn = 0; turn < 10; turn++) {
        scripted_ring_perform_all(ring_of(0));
        scripted_reactors_turn(&scripted, 0, 0);
        rushed += scripted_ring_asked(ring_of(0)) == 0;
    }
    assert_in_range(rushed, 2, 9);
    assert_true(scripted_ring_submitted(ring_of(0)) > 0); /* before the queue was served */
    settle();
    assert_true(scripted_ring_asked(ring_of(0)) > 0);
    for (size_t i = 0; i < 2; i++) {
        struct buffer heard_all = BUFFER_INIT;

        assert_false(scripted_socket_read(clients[i], &heard_all));
        assert_int_equal(heard_all.size, LINES * strlen("No match for 'x'\r\n?> "));
        buffer_release(&heard_all);
        (void)close(clients[i]);
    }
    settle();
    end();
}

static void test_a_client_that_sends_no_request_is_closed(void **state)
{
    int client;

    (void)state;
    begin(1);
    client = connect_http();
    say(client, "GET / HT");
    scripted_clock_pass(9000);
    scripted_reactors_turn(&scripted, 0, 0);
    settle();
    assert_hears(client, "");
    scripted_clock_pass(2000);
    scripted_reactors_turn(&scripted, 0, 0);
    settle();
    assert_hears_last(client, "");
    (void)close(client);
    end();
}

static void test_where_memory_is_short_idle_clients_are_closed(void **state)
{
    int idle, telnet, fresh;

    (void)state;
    begin(1);
    fresh = connect_http();
    idle = connect_http();
    telnet = connect_telnet();
    assert_hears(telnet, "?> ");
    say(idle, GET(SEARCH_TARGET));
    assert_replied(idle, "GRINNING FACE");
    reactors_relieve(scripted.reactors);
    settle();
    assert_hears_last(idle, "");
    assert_hears(telnet, ""); /* a person, perhaps */
    assert_hears(fresh, "");
    scripted_clock_pass(200);
    scripted_reactors_turn(&scripted, 0, 0);
    settle();
    assert_int_equal(reactors_tidied(scripted.reactors), 1);
    (void)close(idle);
    (void)close(telnet);
    (void)close(fresh);
    end();
}

/*
 * Accepting and dealing.
 */

static void test_sockets_are_dealt_in_turn(void **state)
{
    int clients[6];

    (void)state;
    begin(3);
    for (int i = 0; i < 6; i++)
        clients[i] = connect_telnet();
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(count_in_flight(i, RING_RECEIVE), 2);
    for (int i = 0; i < 6; i++) {
        assert_hears(clients[i], "?> ");
        (void)close(clients[i]);
    }
    settle();
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(count_in_flight(i, RING_RECEIVE), 0);
    end();
}

static void test_a_socket_whose_message_fails_is_served_all_the_same(void **state)
{
    int clients[2];
    struct scripted_operation *message;

    (void)state;
    begin(2);
    clients[0] = connect_telnet();
    clients[1] = scripted_reactors_connect(&scripted, LISTENER_TELNET);
    scripted_reactors_turn(&scripted, 0, 0);
    message = scripted_ring_find(ring_of(0), RING_MESSAGE, -1);
    assert_non_null(message);
    scripted_ring_complete(ring_of(0), message, -EOVERFLOW, false);
    settle();
    assert_int_equal(count_in_flight(0, RING_RECEIVE), 2);
    assert_hears(clients[1], "?> ");
    say(clients[1], "x\n");
    assert_hears(clients[1], NOTHING);
    (void)close(clients[0]);
    (void)close(clients[1]);
    end();
}

static void end_accept(enum listener_service service, int32_t result)
{
    struct scripted_operation *accept =
        scripted_ring_find(ring_of(0), RING_ACCEPT, scripted.listeners[service].socket);

    assert_non_null(accept);
    scripted_ring_complete(ring_of(0), accept, result, false);
    scripted_reactors_turn(&scripted, 0, 0);
}

/* A client whose socket is on its way to reactor 1 or in its ring; reactor 1 does not turn. */
static int connect_to_reactor_1(bool arrived)
{
    int client;

    (void)close(connect_telnet()); /* reactor 0's turn */
    client = scripted_reactors_connect(&scripted, LISTENER_TELNET);
    scripted_reactors_turn(&scripted, 0, 0);
    assert_non_null(scripted_ring_find(ring_of(0), RING_MESSAGE, -1));
    if (arrived)
        assert_true(scripted_ring_perform(
            ring_of(0), scripted_ring_find(ring_of(0), RING_MESSAGE, -1), 0, false));
    return client;
}

/* The ring fails while a socket is in it, or on its way to it: reactor 0 serves the client. */
static void test_a_socket_of_a_reactor_that_has_failed_is_served(void **state)
{
    (void)state;
    for (int arrived = 0; arrived < 2; arrived++) {
        int clients[3];

        begin(2);
        settle();
        clients[0] = connect_to_reactor_1(arrived);
        scripted_reactors_turn(&scripted, 1, -EBADR);
        assert_false(scripted.running[1]);
        settle();
        assert_hears(clients[0], "?> ");
        say(clients[0], "x\n");
        assert_hears(clients[0], NOTHING);
        for (int i = 1; i < 3; i++) { /* and it gets no more sockets */
            clients[i] = connect_telnet();
            assert_hears(clients[i], "?> ");
        }
        scripted_reactors_stop(&scripted);
        scripted_reactors_free(&scripted);
        for (int i = 0; i < 3; i++)
            (void)close(clients[i]);
        assert_int_equal(scripted_descriptors(), descriptors);
    }
}

/* All are told to end, and reactor 1 is the first to obey: the client is served all the same. */
static void test_a_socket_of_a_reactor_that_has_drained_is_served(void **state)
{
    (void)state;
    for (int arrived = 0; arrived < 2; arrived++) {
        int client;

        begin(2);
        settle();
        client = connect_to_reactor_1(false);
        reactors_drain(scripted.reactors);
        assert_true(scripted_ring_perform(
            ring_of(1),
            scripted_ring_find(ring_of(1), RING_POLL, reactors_wakes(scripted.reactors)[1]), 0,
            false));
        if (arrived) {
            scripted_reactors_turn(&scripted, 1, 0);
            assert_false(scripted.running[1]);
        }
        settle();
        assert_true(scripted.running[arrived ? 0 : 1]); /* the client has to close */
        assert_hears(client, "?> ");
        say(client, "x\n");
        assert_hears_last(client, NOTHING);
        (void)close(client);
        settle();
        end();
    }
}

static void test_a_multishot_accept_that_ends_is_asked_for_again(void **state)
{
    int server, client;

    (void)state;
    begin(1);
    end_accept(LISTENER_TELNET, -ECONNABORTED);
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 2);
    server = scripted_socket_pair(&client);
    end_accept(LISTENER_TELNET, server);
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 2);
    settle();
    assert_hears(client, "?> ");
    (void)close(client);
    end();
}

static void test_without_descriptors_accepting_pauses(void **state)
{
    (void)state;
    begin(1);
    settle();
    end_accept(LISTENER_HTTP, -EMFILE);
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 1);
    assert_in_range(scripted_ring_asked(ring_of(0)), 1, 200);
    scripted_clock_pass(250);
    scripted_reactors_turn(&scripted, 0, 0);
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 2);
    end_accept(LISTENER_HTTP, -ENFILE); /* and it may pause when the end comes */
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 1);
    end();
}

/* A process that lives and does not accept would serve nobody: it ends, to be started again. */
static void test_a_listener_that_is_lost_for_good_ends_the_reactor(void **state)
{
    int error;

    (void)state;
    begin(2);
    settle();
    for (int i = 0; i < 10 && scripted.running[0]; i++) {
        end_accept(LISTENER_TELNET, -EINVAL);
        scripted_clock_pass(6000);
        for (int turns = 0; turns < 2 && scripted.running[0]; turns++)
            scripted_reactors_turn(&scripted, 0, 0);
    }
    assert_false(scripted.running[0]);
    assert_false(reactors_finished(scripted.reactors, &error));
    assert_true(error < 0);
    scripted_reactors_stop(&scripted);
    scripted_reactors_free(&scripted);
    assert_int_equal(scripted_descriptors(), descriptors);
}

/*
 * The index.
 */

static void test_the_index_comes_with_a_wake_up(void **state)
{
    int client;

    (void)state;
    begin(2);
    scripted_indexer_set(CATALOG_BUILDING, 42);
    wake(0);
    settle();
    client = connect_telnet();
    say(client, "x\n");
    assert_hears(client, "?> Building the index: 42%\r\n");
    scripted_indexer_set(CATALOG_BUILDING, 50);
    scripted_clock_pass(1200);
    scripted_reactors_turn(&scripted, 0, 0);
    settle();
    assert_hears(client, "Building the index: 50%\r\n");
    scripted_indexer_set(CATALOG_READY, 0);
    wake(0);
    settle();
    assert_hears(client, NOTHING);
    (void)close(client);
    end();
}

/*
 * Ends.
 */

static void assert_all_ended(int expected)
{
    int error;

    assert_true(reactors_finished(scripted.reactors, &error));
    assert_int_equal(error, expected);
}

static void test_drained_without_clients(void **state)
{
    int error;

    (void)state;
    begin(2);
    settle();
    assert_false(reactors_finished(scripted.reactors, &error));
    reactors_drain(scripted.reactors);
    settle();
    assert_all_ended(0);
    end();
}

/* Until the order to drain, everybody is served. */
static void test_leaving_serves_on(void **state)
{
    int telnet, http, error;

    (void)state;
    begin(2);
    telnet = connect_telnet();
    assert_hears(telnet, "?> ");
    reactors_leave(scripted.reactors);
    settle();
    say(telnet, "x\r\n");
    assert_hears(telnet, NOTHING);
    http = connect_http();
    say(http, GET("/readyz"));
    assert_true(heard(http, "Connection: close", false));
    assert_false(reactors_finished(scripted.reactors, &error));
    (void)close(telnet);
    (void)close(http);
    reactors_drain(scripted.reactors);
    settle();
    assert_all_ended(0);
    end();
}

/* For longer than somebody who has just been served is waited for. */
static void wait_idly(void)
{
    scripted_clock_pass(1200);
    for (unsigned i = 0; i < scripted.config.threads; i++)
        if (scripted.running[i])
            scripted_reactors_turn(&scripted, i, 0);
    settle();
}

static void test_drained_with_idle_clients(void **state)
{
    int clients[4], error;

    (void)state;
    begin(2);
    for (int i = 0; i < 4; i++)
        clients[i] = i < 2 ? connect_telnet() : connect_http();
    say(clients[2], GET(SEARCH_TARGET));
    wait_idly();
    reactors_drain(scripted.reactors);
    settle();
    assert_hears_last(clients[0], "?> ");
    assert_hears_last(clients[1], "?> ");
    wait_idly(); /* the one that has sent nothing yet */
    assert_hears_last(clients[3], "");
    assert_false(reactors_finished(scripted.reactors, &error)); /* telnet lingers */
    (void)close(clients[0]);
    (void)close(clients[1]);
    settle();
    assert_all_ended(0);
    (void)close(clients[2]);
    (void)close(clients[3]);
    end();
}

static void test_a_client_that_does_not_close_is_drained_by_time(void **state)
{
    int client;

    (void)state;
    begin(1);
    client = connect_telnet();
    reactors_drain(scripted.reactors);
    settle();
    assert_hears(client, "?> ");
    wait_idly();
    assert_hears_last(client, "");
    assert_true(scripted.running[0]);
    scripted_clock_pass(2200);
    scripted_reactors_turn(&scripted, 0, 0);
    settle();
    assert_all_ended(0);
    (void)close(client);
    end();
}

/* The accept has completed, and the order to drain is there, before the reactor's next turn. */
static void test_a_client_accepted_at_the_end_is_turned_away(void **state)
{
    int telnet[2], http;

    (void)state;
    begin(2);
    settle();
    telnet[0] = scripted_reactors_connect(&scripted, LISTENER_TELNET);
    telnet[1] = scripted_reactors_connect(&scripted, LISTENER_TELNET); /* reactor 1's turn */
    http = scripted_reactors_connect(&scripted, LISTENER_HTTP);
    reactors_drain(scripted.reactors);
    settle();
    assert_null(scripted_ring_at(2));
    for (int i = 0; i < 2; i++) {
        (void)shutdown(telnet[i], SHUT_WR);
        settle();
        assert_true(heard(telnet[i], "", false));
    }
    (void)shutdown(http, SHUT_WR);
    settle();
    assert_true(heard(http, "", false));
    assert_all_ended(0);
    (void)close(telnet[0]);
    (void)close(telnet[1]);
    (void)close(http);
    end();
}

static void test_after_the_order_clients_are_served_once(void **state)
{
    struct scripted_operation *wake_poll;
    int telnet, http, first;

    (void)state;
    begin(1);
    first = connect_telnet(); /* keeps the reactor running */
    reactors_drain(scripted.reactors);
    settle();
    assert_int_equal(count_in_flight(0, RING_ACCEPT), 0);
    (void)close(first);
    settle();
    assert_all_ended(0);
    end();

    begin(1);
    first = connect_telnet();
    wake_poll = scripted_ring_find(ring_of(0), RING_POLL, reactors_wakes(scripted.reactors)[0]);
    reactors_drain(scripted.reactors);
    assert_true(scripted_ring_perform(ring_of(0), wake_poll, 0, false)); /* the order comes first */
    telnet = scripted_reactors_connect(&scripted, LISTENER_TELNET);
    http = scripted_reactors_connect(&scripted, LISTENER_HTTP);
    settle();
    assert_hears(telnet, "?> ");
    say(telnet, "x\n");
    assert_hears_last(telnet, NOTHING);
    say(http, GET(SEARCH_TARGET));
    assert_true(heard(http, "HTTP/1.1 200 OK", false));
    (void)close(first);
    (void)close(telnet);
    (void)close(http);
    end();
}

/* Nothing of what has been received by then is dropped: it is in the same turn as the order. */
static void test_what_comes_in_the_turn_of_the_order_is_answered(void **state)
{
    int telnet;

    (void)state;
    begin(1);
    telnet = connect_telnet();
    assert_hears(telnet, "?> ");
    wait_idly();
    reactors_drain(scripted.reactors);
    assert_true(scripted_ring_perform(
        ring_of(0), scripted_ring_find(ring_of(0), RING_POLL, reactors_wakes(scripted.reactors)[0]),
        0, false));
    say(telnet, "x\n");
    assert_hears(telnet, NOTHING);
    wait_idly();
    assert_hears_last(telnet, "");
    (void)close(telnet);
    end();
}

static void test_aborted_in_the_middle_of_everything(void **state)
{
    int clients[6];

    (void)state;
    begin(2);
    for (int i = 0; i < 6; i++)
        clients[i] = i < 3 ? connect_telnet() : connect_http();
    say(clients[0], "grinn");
    (void)!write(clients[1], "x\n", 2);
    say(clients[3], "GET / HT");
    (void)!write(clients[4], GET(SEARCH_TARGET), sizeof GET(SEARCH_TARGET) - 1);
    reactors_abort(scripted.reactors);
    settle();
    assert_all_ended(0);
    for (int i = 0; i < 6; i++)
        assert_true(heard(clients[i], "", false));
    for (int i = 0; i < 6; i++)
        (void)close(clients[i]);
    end();
}

static void test_a_ring_that_fails_ends_its_reactor(void **state)
{
    int clients[2], error;

    (void)state;
    begin(2);
    clients[0] = connect_telnet();
    clients[1] = connect_telnet();
    scripted_reactors_turn(&scripted, 1, -EBADF);
    assert_false(scripted.running[1]);
    assert_false(reactors_finished(scripted.reactors, &error));
    assert_int_equal(error, -EBADF);
    assert_hears_last(clients[1], "?> ");
    say(clients[0], "x\n");
    assert_hears(clients[0], "?> " NOTHING);
    scripted_reactors_stop(&scripted);
    assert_all_ended(-EBADF);
    scripted_reactors_free(&scripted);
    (void)close(clients[0]);
    (void)close(clients[1]);
    assert_int_equal(scripted_descriptors(), descriptors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_idle_reactor_waits_without_end),
        cmocka_unit_test(test_a_telnet_conversation),
        cmocka_unit_test(test_an_http_conversation),
        cmocka_unit_test(test_many_pipelined_requests_take_no_input_to_go_on),
        cmocka_unit_test(test_a_reactor_does_not_wait_while_sessions_queue),
        cmocka_unit_test(test_a_client_that_sends_no_request_is_closed),
        cmocka_unit_test(test_where_memory_is_short_idle_clients_are_closed),
        cmocka_unit_test(test_sockets_are_dealt_in_turn),
        cmocka_unit_test(test_a_socket_whose_message_fails_is_served_all_the_same),
        cmocka_unit_test(test_a_socket_of_a_reactor_that_has_failed_is_served),
        cmocka_unit_test(test_a_socket_of_a_reactor_that_has_drained_is_served),
        cmocka_unit_test(test_a_multishot_accept_that_ends_is_asked_for_again),
        cmocka_unit_test(test_without_descriptors_accepting_pauses),
        cmocka_unit_test(test_a_listener_that_is_lost_for_good_ends_the_reactor),
        cmocka_unit_test(test_the_index_comes_with_a_wake_up),
        cmocka_unit_test(test_drained_without_clients),
        cmocka_unit_test(test_leaving_serves_on),
        cmocka_unit_test(test_drained_with_idle_clients),
        cmocka_unit_test(test_a_client_that_does_not_close_is_drained_by_time),
        cmocka_unit_test(test_a_client_accepted_at_the_end_is_turned_away),
        cmocka_unit_test(test_after_the_order_clients_are_served_once),
        cmocka_unit_test(test_what_comes_in_the_turn_of_the_order_is_answered),
        cmocka_unit_test(test_aborted_in_the_middle_of_everything),
        cmocka_unit_test(test_a_ring_that_fails_ends_its_reactor),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
