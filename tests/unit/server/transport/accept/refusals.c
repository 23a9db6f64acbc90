/*
 * Refusals on a scripted ring: what clients are told, and how their sockets linger and end.
 */

#include "server/transport/accept/refusals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sockets.h"

enum { FIRST_SLOT = 2 };

static struct ring *ring;
static struct wheel wheel;
static struct counters counters;
static struct refusals *refusals;

static int begin(void **state)
{
    struct refusals_surroundings around = {
        .wheel = &wheel, .counters = &counters, .first_slot = FIRST_SLOT};
    struct reason reason;

    (void)state;
    memset(&counters, 0, sizeof counters);
    scripted_rings_reset(false);
    wheel_init(&wheel, 0);
    if (ring_new(&ring, &reason) < 0)
        return -1;
    around.ring = ring;
    refusals = refusals_new(&around);
    return refusals ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    scripted_ring_abandon(ring);
    refusals_free(refusals);
    ring_free(ring);
    return wheel_wait(&wheel) == -1 ? 0 : -1;
}

static void turn(void)
{
    struct ring_completion completion;
    struct deadline *deadline;

    scripted_ring_perform_all(ring);
    while (ring_next(ring, &completion))
        refusals_complete(refusals, &completion);
    while ((deadline = wheel_expired(&wheel)))
        refusals_expire(refusals, deadline);
}

/* What the client has heard, and whether it hears the end. */
static struct buffer heard(int client, bool ended)
{
    struct buffer bytes = BUFFER_INIT;

    assert_int_equal(scripted_socket_read(client, &bytes), ended);
    buffer_append(&bytes, "", 1);
    return bytes;
}

static void test_each_service_has_its_words(void **state)
{
    static const struct {
        enum listener_service service;
        enum refusal cause;
        const char *words[5];
    } cases[] = {
        {LISTENER_TELNET, REFUSAL_FULL, {"Too many sessions: please try again later.\r\n"}},
        {LISTENER_TELNET, REFUSAL_ADDRESS, {"Too many sessions from your address", "\r\n"}},
        {LISTENER_TELNET, REFUSAL_UNTRUSTED, {"This port is for trusted proxies", "\r\n"}},
        {LISTENER_TELNET, REFUSAL_HEADER, {"Expected a PROXY protocol header", "\r\n"}},
        {LISTENER_HTTP,
         REFUSAL_UNTRUSTED,
         {"HTTP/1.1 403 Forbidden\r\n", "application/problem+json", "\"status\":403"}},
        {LISTENER_HTTP,
         REFUSAL_HEADER,
         {"HTTP/1.1 400 Bad Request\r\n", "application/problem+json", "\"status\":400"}},
        {LISTENER_HTTP,
         REFUSAL_FULL,
         {"HTTP/1.1 503 Service Unavailable\r\n", "\r\nRetry-After: 1\r\n",
          "application/problem+json", "\r\nConnection: close\r\n", "\"status\":503"}},
        {LISTENER_HTTP,
         REFUSAL_ADDRESS,
         {"HTTP/1.1 429 Too Many Requests\r\n", "\r\nRetry-After: 10\r\n",
          "application/problem+json", "\"title\":\"Too Many Requests\"", "from your address"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int client, server = scripted_socket_pair(&client);
        struct buffer bytes;

        refusals_begin(refusals, cases[i].service, server, cases[i].cause);
        bytes = heard(client, true);
        assert_ptr_equal(strstr(bytes.bytes, cases[i].words[0]), bytes.bytes);
        for (size_t k = 0; k < 5 && cases[i].words[k]; k++)
            assert_non_null(strstr(bytes.bytes, cases[i].words[k]));
        if (cases[i].service == LISTENER_HTTP) {
            const char *length = strstr(bytes.bytes, "Content-Length: ");
            const char *body = strstr(bytes.bytes, "\r\n\r\n");

            assert_true(length && body && length < body);
            assert_int_equal(strtoul(length + 16, NULL, 10), strlen(body + 4));
        }
        buffer_release(&bytes);
        (void)close(client);
    }
    for (size_t i = 0; i < COUNTED_REFUSALS; i++) {
        assert_int_equal(counters.telnet_refused[i], 1);
        assert_int_equal(counters.http_refused[i], 1);
    }
}

/* What the client sends is dropped, and its end is the end. */
static void test_it_lingers_until_the_client_closes(void **state)
{
    int client, server = scripted_socket_pair(&client);

    (void)state;
    assert_int_equal(send(client, "GET / HTTP/1.1\r\n", 16, 0), 16);
    refusals_begin(refusals, LISTENER_HTTP, server, REFUSAL_FULL);
    for (int i = 0; i < 5; i++) {
        turn();
        assert_int_equal(refusals_count(refusals), 1);
        assert_int_equal(send(client, "more", 4, MSG_NOSIGNAL), 4);
    }
    (void)close(client);
    turn();
    assert_true(scripted_socket_is_closed(server));
    assert_int_equal(refusals_count(refusals), 0);
    assert_int_equal(scripted_ring_in_flight(ring), 0);
    assert_int_equal(wheel_wait(&wheel), -1);
}

static void test_a_client_that_does_not_close_has_two_seconds(void **state)
{
    int client, server = scripted_socket_pair(&client);

    (void)state;
    refusals_begin(refusals, LISTENER_TELNET, server, REFUSAL_FULL);
    for (int i = 0; i < 18; i++) { /* whatever it sends */
        wheel_advance(&wheel, wheel.now + 100);
        assert_int_equal(send(client, "x", 1, MSG_NOSIGNAL), 1);
        turn();
        assert_false(scripted_socket_is_closed(server));
    }
    wheel_advance(&wheel, wheel.now + 500);
    turn();
    assert_false(scripted_socket_is_closed(server)); /* the poll is in flight */
    turn();
    assert_true(scripted_socket_is_closed(server));
    assert_int_equal(refusals_count(refusals), 0);
    (void)close(client);
}

/* One that sends without end takes a bounded part of each turn. */
static void test_a_flood_is_dropped_in_parts(void **state)
{
    static char flood[150 * 1024];
    int client, server = scripted_socket_pair(&client), size = 8 * sizeof flood;
    int turns = 0;

    (void)state;
    (void)setsockopt(client, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    refusals_begin(refusals, LISTENER_TELNET, server, REFUSAL_FULL);
    for (size_t sent = 0; sent < sizeof flood; sent += 1024)
        if (send(client, flood, 1024, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            break;
    (void)shutdown(client, SHUT_WR);
    for (; refusals_count(refusals) > 0; turns++)
        turn();
    assert_in_range(turns, 2, 4);
    (void)close(client);
}

static void test_a_poll_that_fails_ends_it(void **state)
{
    static const int32_t results[] = {0, -ECANCELED, -EBADF};

    (void)state;
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        int client, server = scripted_socket_pair(&client);

        refusals_begin(refusals, LISTENER_HTTP, server, REFUSAL_ADDRESS);
        scripted_ring_complete(ring, scripted_ring_find(ring, RING_POLL, server), results[i],
                               false);
        turn();
        assert_true(scripted_socket_is_closed(server));
        (void)close(client);
    }
}

/* Those beyond the maximum are told, and do not linger. */
static void test_only_so_many_linger(void **state)
{
    enum { MORE = 5 };
    static int clients[REFUSALS_MAX + MORE], servers[REFUSALS_MAX + MORE];
    struct rlimit limit = {.rlim_cur = 4000, .rlim_max = 4000};

    (void)state;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
        skip(); /* the hard limit is lower */
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < REFUSALS_MAX + MORE; i++) {
            struct buffer bytes;

            servers[i] = scripted_socket_pair(&clients[i]);
            refusals_begin(refusals, LISTENER_TELNET, servers[i], REFUSAL_FULL);
            bytes = heard(clients[i], true);
            assert_string_equal(bytes.bytes, "Too many sessions: please try again later.\r\n");
            buffer_release(&bytes);
            assert_int_equal(scripted_socket_is_closed(servers[i]), i >= REFUSALS_MAX);
        }
        assert_int_equal(refusals_count(refusals), REFUSALS_MAX);
        for (int i = REFUSALS_MAX + MORE; i-- > 0;) /* slots are used again in any order */
            (void)close(clients[i]);
        turn();
        assert_int_equal(refusals_count(refusals), 0);
        for (int i = 0; i < REFUSALS_MAX; i++)
            assert_true(scripted_socket_is_closed(servers[i]));
    }
}

static void test_aborted_all_end(void **state)
{
    int clients[3], servers[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        servers[i] = scripted_socket_pair(&clients[i]);
        refusals_begin(refusals, LISTENER_HTTP, servers[i], REFUSAL_FULL);
    }
    refusals_abort(refusals);
    turn();
    assert_int_equal(refusals_count(refusals), 0);
    for (int i = 0; i < 3; i++) {
        assert_true(scripted_socket_is_closed(servers[i]));
        (void)close(clients[i]);
    }
}

static void test_freed_all_are_closed(void **state)
{
    int client, server = scripted_socket_pair(&client);

    refusals_begin(refusals, LISTENER_HTTP, server, REFUSAL_FULL);
    assert_int_equal(end(state), 0);
    assert_true(scripted_socket_is_closed(server));
    (void)close(client);
    refusals_free(NULL);
    assert_int_equal(begin(state), 0);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_each_service_has_its_words),
        STORY(test_it_lingers_until_the_client_closes),
        STORY(test_a_client_that_does_not_close_has_two_seconds),
        STORY(test_a_flood_is_dropped_in_parts),
        STORY(test_a_poll_that_fails_ends_it),
        STORY(test_only_so_many_linger),
        STORY(test_aborted_all_end),
        STORY(test_freed_all_are_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
