/*
 * Connections that wait for their PROXY header, on a scripted ring: the header is taken and nothing
 * else, in whatever pieces it comes; and how those end that send none.
 */

#include "server/transport/accept/proxied.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/transport/base/peer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum { FIRST_SLOT = 1026, HEADER_SECONDS = 10 };

#define LINE "PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\r\n"
#define VERSION_2                                                                                  \
    "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x13\xC0\0\2\7\xC0\0\2\1\x9C\x40\0\x50\3\0\4\1\2\3\4"
#define LOCAL "\r\n\r\n\0\r\nQUIT\n\x20\0\0\0"

static struct ring *ring;
static struct wheel wheel;
static struct config_live settings = {.header_seconds = HEADER_SECONDS};
static struct proxied *proxied;
static struct proxied_connection connection;

static int begin(void **state)
{
    struct proxied_surroundings around = {
        .wheel = &wheel, .settings = &settings, .first_slot = FIRST_SLOT};
    struct reason reason;

    (void)state;
    scripted_rings_reset(false);
    wheel_init(&wheel, 0);
    if (ring_new(&ring, &reason) < 0)
        return -1;
    around.ring = ring;
    proxied = proxied_new(&around);
    return proxied ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    scripted_ring_abandon(ring);
    proxied_free(proxied);
    ring_free(ring);
    return wheel_wait(&wheel) == -1 ? 0 : -1;
}

static void send_all(int client, const char *bytes, size_t size)
{
    if (size > 0)
        assert_int_equal(send(client, bytes, size, 0), size);
}

/* The poll completes, if there is something to read. */
static enum proxied_outcome turn(void)
{
    struct ring_completion completion;
    enum proxied_outcome outcome = PROXIED_WAITING;

    scripted_ring_perform_all(ring);
    while (ring_next(ring, &completion)) {
        assert_int_equal(completion.token.operation, RING_POLL);
        assert_in_range(completion.token.slot, FIRST_SLOT, FIRST_SLOT + PROXIED_MAX - 1);
        outcome = proxied_complete(proxied, &completion, &connection);
    }
    return outcome;
}

static void assert_rest(int socket, const char *rest)
{
    char bytes[64] = "";
    ssize_t size = recv(socket, bytes, sizeof bytes - 1, MSG_DONTWAIT);

    assert_int_equal(size < 0 ? 0 : size, strlen(rest));
    assert_string_equal(bytes, rest);
}

static void test_a_header_in_two_pieces(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        bool named;
    } headers[] = {{LINE, sizeof LINE - 1, true},
                   {VERSION_2, sizeof VERSION_2 - 1, true},
                   {LOCAL, sizeof LOCAL - 1, false}};

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        for (size_t cut = 0; cut <= headers[i].size; cut++) {
            int client, server = scripted_socket_pair(&client);
            enum proxied_outcome outcome;

            send_all(client, headers[i].bytes, cut);
            outcome = proxied_begin(proxied, LISTENER_HTTP, server, &connection);
            if (cut < headers[i].size) {
                assert_int_equal(outcome, PROXIED_WAITING);
                assert_int_equal(proxied_count(proxied), 1);
                assert_int_equal(turn(), PROXIED_WAITING); /* what was taken is not read again */
                assert_int_equal(scripted_ring_in_flight(ring), 1);
                send_all(client, headers[i].bytes + cut, headers[i].size - cut);
                send_all(client, "GET /", 5);
                outcome = turn();
            } else {
                send_all(client, "GET /", 5);
            }
            assert_int_equal(outcome, PROXIED_ARRIVED);
            assert_int_equal(connection.socket, server);
            assert_int_equal(connection.service, LISTENER_HTTP);
            assert_int_equal(connection.named, headers[i].named);
            if (headers[i].named) {
                char text[PEER_TEXT_SIZE];

                peer_text(&connection.client, text);
                assert_string_equal(text, "192.0.2.7:40000");
            }
            assert_rest(server, "GET /");
            assert_int_equal(proxied_count(proxied), 0);
            assert_int_equal(wheel_wait(&wheel), -1);
            (void)close(server);
            (void)close(client);
        }
}

/* Extensions may be longer than what is looked at in a turn. */
static void test_a_long_header(void **state)
{
    int client, server = scripted_socket_pair(&client);
    char bytes[16 + 12 + 8000] =
        "\r\n\r\n\0\r\nQUIT\n\x21\x11\x1F\x4C\xC0\0\2\7\xC0\0\2\1\x9C\x40\0\x50";
    enum proxied_outcome outcome;
    int turns = 0;

    (void)state;
    send_all(client, bytes, sizeof bytes);
    send_all(client, "cat", 3);
    outcome = proxied_begin(proxied, LISTENER_TELNET, server, &connection);
    for (; outcome == PROXIED_WAITING; turns++)
        outcome = turn();
    assert_int_equal(outcome, PROXIED_ARRIVED);
    assert_in_range(turns, 1, 5);
    assert_rest(server, "cat");
    (void)close(server);
    (void)close(client);
}

static void test_something_else(void **state)
{
    int client, server = scripted_socket_pair(&client);

    (void)state;
    send_all(client, "GET / HTTP/1.1\r\n", 16);
    assert_int_equal(proxied_begin(proxied, LISTENER_HTTP, server, &connection), PROXIED_REFUSED);
    assert_int_equal(connection.socket, server);
    assert_string_equal(connection.problem, "it begins with something else");
    (void)close(server);
    (void)close(client);

    server = scripted_socket_pair(&client);
    assert_int_equal(proxied_begin(proxied, LISTENER_TELNET, server, &connection), PROXIED_WAITING);
    send_all(client, "PROXY of", 8);
    assert_int_equal(turn(), PROXIED_WAITING);
    send_all(client, " mine\r\n", 7);
    assert_int_equal(turn(), PROXIED_REFUSED);
    assert_int_equal(connection.service, LISTENER_TELNET);
    assert_int_equal(proxied_count(proxied), 0);
    (void)close(server);
    (void)close(client);
}

/* As checks of load balancers do. */
static void test_an_end_before_the_header(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        int client, server = scripted_socket_pair(&client);

        assert_int_equal(proxied_begin(proxied, LISTENER_HTTP, server, &connection),
                         PROXIED_WAITING);
        send_all(client, LINE, cut ? 10 : 0);
        assert_int_equal(turn(), PROXIED_WAITING);
        (void)close(client);
        assert_int_equal(turn(), PROXIED_GONE);
        assert_int_equal(proxied_count(proxied), 0);

        server = scripted_socket_pair(&client);
        (void)close(client);
        assert_int_equal(proxied_begin(proxied, LISTENER_HTTP, server, &connection), PROXIED_GONE);
    }
}

/* No byte moves the deadline. */
static void test_a_header_that_does_not_end(void **state)
{
    int client, server = scripted_socket_pair(&client);
    struct deadline *deadline = NULL;
    unsigned sent = 0;

    (void)state;
    assert_int_equal(proxied_begin(proxied, LISTENER_HTTP, server, &connection), PROXIED_WAITING);
    while (!deadline) {
        send_all(client, LINE + sent++, 1);
        assert_int_equal(turn(), PROXIED_WAITING);
        wheel_advance(&wheel, wheel.now + 1000);
        deadline = wheel_expired(&wheel);
    }
    assert_in_range(sent, HEADER_SECONDS, HEADER_SECONDS + 1);
    assert_int_equal(deadline->owner, DEADLINE_PROXIED);
    proxied_expire(deadline);
    assert_int_equal(turn(), PROXIED_GONE);
    assert_int_equal(proxied_count(proxied), 0);
    (void)close(client);
}

static void test_the_daemon_stops(void **state)
{
    struct deadline *deadline;
    int clients[3];

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            proxied_begin(proxied, LISTENER_HTTP, scripted_socket_pair(&clients[i]), &connection),
            PROXIED_WAITING);
    proxied_leave(proxied);
    send_all(clients[0], LINE, sizeof LINE - 1); /* just in time */
    assert_int_equal(turn(), PROXIED_ARRIVED);
    (void)close(connection.socket);
    wheel_advance(&wheel, wheel.now + 1200);
    while ((deadline = wheel_expired(&wheel)))
        proxied_expire(deadline);
    assert_int_equal(turn(), PROXIED_GONE);
    assert_int_equal(proxied_count(proxied), 0);
    for (int i = 0; i < 3; i++)
        (void)close(clients[i]);
}

/* Each slot is used again. */
static void test_more_than_may_wait(void **state)
{
    int client, server = scripted_socket_pair(&client), many[PROXIED_MAX];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < PROXIED_MAX / 64; i++) {
            many[i] = dup(server);
            if (many[i] < 0)
                fail_msg("too few descriptors");
            assert_int_equal(proxied_begin(proxied, LISTENER_HTTP, many[i], &connection),
                             PROXIED_WAITING);
        }
        assert_int_equal(proxied_count(proxied), PROXIED_MAX / 64);
        (void)shutdown(client, SHUT_WR);
        assert_int_equal(turn(), PROXIED_GONE);
        assert_int_equal(proxied_count(proxied), 0);
        (void)close(server);
        (void)close(client);
        server = scripted_socket_pair(&client);
    }
    (void)close(server);
    (void)close(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_header_in_two_pieces, begin, end),
        cmocka_unit_test_setup_teardown(test_a_long_header, begin, end),
        cmocka_unit_test_setup_teardown(test_something_else, begin, end),
        cmocka_unit_test_setup_teardown(test_an_end_before_the_header, begin, end),
        cmocka_unit_test_setup_teardown(test_a_header_that_does_not_end, begin, end),
        cmocka_unit_test_setup_teardown(test_the_daemon_stops, begin, end),
        cmocka_unit_test_setup_teardown(test_more_than_may_wait, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
