/*
 * Sockets that linger: until the client ends, until the deadline, and not more than there is room for.
 */

#include "server/transport/lingering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/clock.h"
#include "tests/unit/server/transport/scripted_clock.h"
#include "tests/unit/server/transport/scripted_sockets.h"

static struct wheel wheel;
static struct lingering lingering;
static size_t descriptors;

static int begin(void **state)
{
    (void)state;
    descriptors = scripted_descriptors();
    scripted_clock_reset();
    wheel_init(&wheel, clock_now());
    lingering_init(&lingering, &wheel);
    return 0;
}

static int end(void **state)
{
    (void)state;
    lingering_release(&lingering);
    assert_true(wheel_wait(&wheel) == -1);
    assert_int_equal(scripted_descriptors(), descriptors);
    return 0;
}

static void pass(uint64_t milliseconds)
{
    struct deadline *deadline;

    scripted_clock_pass(milliseconds);
    wheel_advance(&wheel, clock_now());
    while ((deadline = wheel_expired(&wheel)))
        lingering_expire(&lingering, deadline);
}

/* Adds a socket to which the last reply was sent. */
static int add(int *client)
{
    int server = scripted_socket_pair(client);

    assert_int_equal(send(server, "bye", 3, MSG_NOSIGNAL), 3);
    lingering_add(&lingering, server);
    return server;
}

static void assert_hears_all(int client)
{
    struct buffer heard = BUFFER_INIT;

    assert_true(scripted_socket_read(client, &heard)); /* our side has ended, without an error */
    assert_int_equal(heard.size, 3);
    buffer_release(&heard);
}

static void test_it_is_closed_when_the_client_ends(void **state)
{
    int client, server = add(&client);

    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(send(client, "more", 4, MSG_NOSIGNAL), 4);
        pass(150);
        assert_false(scripted_socket_is_closed(server));
    }
    assert_hears_all(client);
    (void)close(client);
    pass(150);
    assert_true(scripted_socket_is_closed(server));
}

static void test_one_that_has_ended_is_closed_at_once(void **state)
{
    int client, server = scripted_socket_pair(&client);

    (void)state;
    (void)shutdown(client, SHUT_WR);
    lingering_add(&lingering, server);
    assert_true(scripted_socket_is_closed(server));
    (void)close(client);
}

/* However much it sends. */
static void test_a_client_that_does_not_end_is_not_waited_for(void **state)
{
    static char flood[100000];
    int client, server = add(&client);

    (void)state;
    for (int i = 0; i < LINGERING_MS / 100 - 1; i++) {
        while (send(client, flood, sizeof flood, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
            ;
        pass(100);
        assert_false(scripted_socket_is_closed(server));
    }
    for (int i = 0; i < 20; i++)
        pass(200);
    assert_true(scripted_socket_is_closed(server));
    (void)close(client);
}

static void test_the_oldest_makes_room(void **state)
{
    int clients[LINGERING_MAX + 3];

    (void)state;
    for (int i = 0; i < LINGERING_MAX + 3; i++)
        (void)add(&clients[i]);
    for (int i = 0; i < LINGERING_MAX + 3; i++)
        assert_int_equal(send(clients[i], "x", 1, MSG_NOSIGNAL), i < 3 ? -1 : 1);
    for (int i = 0; i < LINGERING_MAX + 3; i++)
        (void)close(clients[i]);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_it_is_closed_when_the_client_ends),
        STORY(test_one_that_has_ended_is_closed_at_once),
        STORY(test_a_client_that_does_not_end_is_not_waited_for),
        STORY(test_the_oldest_makes_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
