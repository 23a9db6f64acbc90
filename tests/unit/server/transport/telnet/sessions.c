/*
 * Several sessions of one pool: who is found by a completion, who is let in, and what becomes of all of them.
 */

#include "server/transport/telnet/sessions.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/transport/telnet/slots.h"
#include "tests/unit/server/transport/scripted_indexer.h"
#include "tests/unit/server/transport/scripted_ring.h"
#include "tests/unit/server/transport/scripted_sessions.h"
#include "tests/unit/server/transport/scripted_sockets.h"
#include "tests/unit/server/transport/scripted_talk.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define FACE     "U+1F600\t\360\237\230\200\tGRINNING FACE\r\n"
#define GRINNING FACE "1 match for 'grinning'\r\n?> "
#define NOTHING  "No match for 'x'\r\n?> "

/* Every completion that an earlier session of the slot could have had, while a later one is in
 * each of its ways of waiting. */
static void test_a_completion_of_an_old_generation_changes_nothing(void **state)
{
    static const int32_t results[] = {0, 1, 100, -ENOBUFS, -ECANCELED, -EPIPE, -ECONNRESET};
    struct scripted_sessions scripted;
    struct ring_token old[3];
    int server, client;

    (void)state;
    scripted_sessions_make(&scripted, 1);
    server = scripted_socket_pair(&client);
    sessions_open(scripted.sessions, server);
    old[0] = operation_of(&scripted, RING_RECEIVE, server)->token;
    old[1] = operation_of(&scripted, RING_SEND, server)->token;
    old[2] = ring_token(RING_CANCEL, old[0].slot, old[0].generation);
    hear(&scripted, server, "?> ");
    finish(&scripted, RING_RECEIVE, server, 0);
    assert_true(scripted_socket_is_closed(server));
    (void)close(client);

    for (size_t when = 0; when < 4; when++) { /* free, sending, idle, lingering */
        if (when == 1) {
            server = scripted_socket_pair(&client);
            sessions_open(scripted.sessions, server);
        } else if (when == 2) {
            hear(&scripted, server, "?> ");
        } else if (when == 3) {
            say(&scripted, server, ":quit\n");
        }
        for (size_t i = 0; i < COUNT(old) * COUNT(results); i++) {
            size_t flight = scripted_ring_in_flight(scripted.ring);

            scripted_ring_forge(scripted.ring, old[i % COUNT(old)], results[i / COUNT(old)]);
            assert_int_equal(scripted_sessions_pump(&scripted), 1);
            assert_int_equal(scripted_ring_in_flight(scripted.ring), flight);
            assert_int_equal(sessions_count(scripted.sessions), when > 0);
        }
    }
    finish(&scripted, RING_RECEIVE, server, 0);
    assert_int_equal(sessions_count(scripted.sessions), 0);
    (void)close(client);
    scripted_sessions_free(&scripted);
}

/* The socket remains the caller's. */
static void assert_not_opened(const struct scripted_sessions *scripted, int server)
{
    assert_false(sessions_open(scripted->sessions, server));
    assert_false(scripted_socket_is_closed(server));
    (void)close(server);
}

static void test_a_full_pool_takes_none(void **state)
{
    struct scripted_sessions scripted;
    int servers[3], clients[3];

    (void)state;
    scripted_sessions_make(&scripted, 2);
    for (size_t i = 0; i < 3; i++) {
        servers[i] = scripted_socket_pair(&clients[i]);
        if (i < 2)
            assert_true(sessions_open(scripted.sessions, servers[i]));
    }
    assert_not_opened(&scripted, servers[2]);
    assert_int_equal(sessions_count(scripted.sessions), 2);
    (void)close(clients[2]);

    /* A slot that is free again is used again. */
    hear(&scripted, servers[0], "?> ");
    finish(&scripted, RING_RECEIVE, servers[0], 0);
    assert_int_equal(sessions_count(scripted.sessions), 1);
    servers[2] = scripted_socket_pair(&clients[2]);
    sessions_open(scripted.sessions, servers[2]);
    assert_int_equal(sessions_count(scripted.sessions), 2);
    hear(&scripted, servers[2], "?> ");
    say(&scripted, servers[2], "grinning\n");
    hear(&scripted, servers[2], GRINNING);
    scripted_sessions_free(&scripted);
    for (size_t i = 0; i < 3; i++)
        (void)close(clients[i]);
}

/* It has been accepted before the daemon was told to stop, and may have sent its line. */
static void test_a_pool_that_drains_serves_a_new_client_once(void **state)
{
    struct scripted_sessions scripted;
    int server, client;

    (void)state;
    scripted_sessions_make(&scripted, 2);
    sessions_drain(scripted.sessions);
    server = scripted_socket_pair(&client);
    assert_true(sessions_open(scripted.sessions, server));
    hear(&scripted, server, "?> ");
    say(&scripted, server, "x\n");
    hear(&scripted, server, NOTHING);
    finish(&scripted, RING_RECEIVE, server, 0);
    assert_int_equal(sessions_count(scripted.sessions), 0);
    scripted_sessions_free(&scripted);
    (void)close(client);
}

/* More sessions than free send buffers are kept: all have one at once, none mixes with another. */
static void test_replies_of_many_sessions_do_not_mix(void **state)
{
    enum { MANY = 100 };
    struct scripted_sessions scripted;
    int servers[MANY], clients[MANY];
    char line[32], reply[64];

    (void)state;
    scripted_sessions_make(&scripted, MANY);
    for (int i = 0; i < MANY; i++) {
        servers[i] = scripted_socket_pair(&clients[i]);
        sessions_open(scripted.sessions, servers[i]);
    }
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++)
            hear(&scripted, servers[i], round == 0 ? "?> " : reply);
        for (int i = 0; i < MANY; i++) {
            (void)snprintf(line, sizeof line, "x%d\n", i);
            say(&scripted, servers[i], line);
        }
        for (int i = MANY; i-- > 0;) {
            (void)snprintf(reply, sizeof reply, "No match for 'x%d'\r\n?> ", i);
            hear(&scripted, servers[i], reply);
        }
        for (int i = 0; i < MANY; i++)
            say(&scripted, servers[i], "x\n");
        (void)snprintf(reply, sizeof reply, "%s", NOTHING);
    }
    sessions_abort(scripted.sessions);
    for (int i = 0; i < MANY; i++) {
        finish(&scripted, RING_SEND, servers[i], -EPIPE);
        finish(&scripted, RING_RECEIVE, servers[i], 0);
        assert_true(scripted_socket_is_closed(servers[i]));
        (void)close(clients[i]);
    }
    assert_int_equal(sessions_count(scripted.sessions), 0);
    scripted_sessions_free(&scripted);
}

/* Memory of a session that has ended is for the next one, until it is trimmed; what is open stays. */
static void test_trimming_leaves_open_sessions_alone(void **state)
{
    struct scripted_sessions scripted;
    int servers[2], clients[2];

    (void)state;
    scripted_sessions_make(&scripted, 2);
    for (size_t i = 0; i < 2; i++) {
        servers[i] = scripted_socket_pair(&clients[i]);
        assert_true(sessions_open(scripted.sessions, servers[i]));
        hear(&scripted, servers[i], "?> ");
    }
    finish(&scripted, RING_RECEIVE, servers[0], 0);
    sessions_trim(scripted.sessions);
    sessions_trim(scripted.sessions);
    assert_int_equal(sessions_count(scripted.sessions), 1);
    say(&scripted, servers[1], "grinning\n");
    hear(&scripted, servers[1], GRINNING);
    scripted_sessions_free(&scripted);
    assert_true(scripted_socket_is_closed(servers[1]));
    for (size_t i = 0; i < 2; i++)
        (void)close(clients[i]);
}

/* All of them, those that wait for the index too; each at its own end. */
static void test_aborting_ends_every_session(void **state)
{
    enum { SOME = 3 };
    struct scripted_sessions scripted;
    int servers[SOME], clients[SOME];

    (void)state;
    scripted_sessions_make(&scripted, SOME);
    for (size_t i = 0; i < SOME; i++) {
        servers[i] = scripted_socket_pair(&clients[i]);
        assert_true(sessions_open(scripted.sessions, servers[i]));
        hear(&scripted, servers[i], "?> ");
    }
    sessions_abort(scripted.sessions);
    assert_int_equal(sessions_count(scripted.sessions), SOME); /* receives are in flight */
    for (size_t i = 0; i < SOME; i++) {
        finish(&scripted, RING_RECEIVE, servers[i], -ECANCELED);
        assert_int_equal(sessions_count(scripted.sessions), SOME - 1 - i);
        (void)close(clients[i]);
    }
    scripted_sessions_free(&scripted);
}

/* What 10,000 idle clients cost is promised: 1 KiB of user space each. What most sessions do not need is
 * allocated by those that do, as the lists of :lang are. */
static void test_an_idle_session_fits_into_a_kibibyte(void **state)
{
    (void)state;
    assert_in_range(sizeof(struct session) + sizeof(struct slot), 1, 1024);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_completion_of_an_old_generation_changes_nothing),
        cmocka_unit_test(test_a_full_pool_takes_none),
        cmocka_unit_test(test_a_pool_that_drains_serves_a_new_client_once),
        cmocka_unit_test(test_replies_of_many_sessions_do_not_mix),
        cmocka_unit_test(test_trimming_leaves_open_sessions_alone),
        cmocka_unit_test(test_aborting_ends_every_session),
        cmocka_unit_test(test_an_idle_session_fits_into_a_kibibyte),
    };

    return cmocka_run_group_tests(tests, NULL, scripted_index_teardown);
}
