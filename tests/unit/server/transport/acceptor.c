/*
 * The acceptor on a ring that only takes notes: where each socket goes, what is accepted again, and
 * what happens to a socket whose message fails.
 */

#include "server/transport/acceptor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"

enum { TELNET, HTTP, LISTENERS, REACTORS = 3, FIRST_RING = 100, MANY = 5000 };

/* What the acceptor has asked of the ring. */
static unsigned accepts[LISTENERS], cancels[LISTENERS];
static struct {
    int ring, socket;
    struct ring_token token, own;
} messages[MANY];
static size_t message_count;

static struct listener listeners[LISTENERS];
static struct wheel wheel;
static struct acceptor *acceptor;

void ring_accept(struct ring *ring, struct ring_token token, int listener)
{
    (void)ring;
    assert_int_equal(token.operation, RING_ACCEPT);
    assert_in_range(token.slot, 0, LISTENERS - 1);
    assert_int_equal(listener, listeners[token.slot].socket);
    accepts[token.slot]++;
}

void ring_cancel(struct ring *ring, struct ring_token target)
{
    (void)ring;
    assert_int_equal(target.operation, RING_ACCEPT);
    cancels[target.slot]++;
}

void ring_handover(struct ring *ring, int other_ring, struct ring_token token, int socket,
                   struct ring_token own)
{
    (void)ring;
    assert_true(message_count < MANY);
    messages[message_count].ring = other_ring;
    messages[message_count].socket = socket;
    messages[message_count].token = token;
    messages[message_count++].own = own;
}

static int begin(void **state)
{
    struct acceptor_surroundings surroundings = {
        .wheel = &wheel,
        .listeners = listeners,
        .listener_count = LISTENERS,
        .reactor_count = REACTORS,
    };

    (void)state;
    log_init(LOG_LEVEL_ERROR);
    memset(accepts, 0, sizeof accepts);
    memset(cancels, 0, sizeof cancels);
    message_count = 0;
    wheel_init(&wheel, 0);
    for (unsigned i = 0; i < REACTORS; i++)
        surroundings.rings[i] = FIRST_RING + (int)i;
    for (unsigned i = 0; i < LISTENERS; i++) {
        listeners[i] = (struct listener){
            .socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
            .service = i == TELNET ? LISTENER_TELNET : LISTENER_HTTP,
        };
        if (listeners[i].socket < 0 || listen(listeners[i].socket, 8) < 0)
            return -1;
    }
    acceptor = acceptor_new(&surroundings);
    if (!acceptor)
        return -1;
    acceptor_start(acceptor);
    return 0;
}

static int end(void **state)
{
    (void)state;
    acceptor_free(acceptor);
    for (unsigned i = 0; i < LISTENERS; i++)
        (void)close(listeners[i].socket);
    return wheel_wait(&wheel) == -1 ? 0 : -1;
}

/* An accept completes; returns what reactor 0 has to serve. */
static int accept_completes(unsigned listener, int result, bool more)
{
    const struct ring_completion completion = {
        .token = ring_token(RING_ACCEPT, listener, 0), .result = result, .more = more};
    enum listener_service service = LISTENER_SERVICES;
    int socket = acceptor_complete(acceptor, &completion, &service);

    assert_int_equal(service, listeners[listener].service);
    return socket;
}

/* A message completes; returns what reactor 0 has to serve. */
static int message_completes(size_t message, int result, enum listener_service expected)
{
    const struct ring_completion completion = {.token = messages[message].own, .result = result};
    enum listener_service service = LISTENER_SERVICES;
    int socket = acceptor_complete(acceptor, &completion, &service);

    assert_int_equal(service, expected);
    return socket;
}

static void assert_message(size_t message, unsigned reactor, int socket,
                           enum listener_service service)
{
    assert_true(message < message_count);
    assert_int_equal(messages[message].ring, FIRST_RING + reactor);
    assert_int_equal(messages[message].socket, socket);
    assert_int_equal(messages[message].token.operation, RING_HANDOVER);
    assert_int_equal(messages[message].token.slot, service);
    assert_int_equal(messages[message].own.operation, RING_MESSAGE);
}

static void test_it_accepts_on_every_listener(void **state)
{
    (void)state;
    assert_int_equal(accepts[TELNET], 1);
    assert_int_equal(accepts[HTTP], 1);
}

static void test_sockets_are_dealt_in_turn(void **state)
{
    (void)state;
    for (int round = 0; round < 4; round++) {
        int socket = 1000 + round * REACTORS;

        assert_int_equal(accept_completes(TELNET, socket, true), socket);
        assert_int_equal(accept_completes(TELNET, socket + 1, true), -1);
        assert_int_equal(accept_completes(TELNET, socket + 2, true), -1);
        assert_message((size_t)round * 2, 1, socket + 1, LISTENER_TELNET);
        assert_message((size_t)round * 2 + 1, 2, socket + 2, LISTENER_TELNET);
    }
    assert_int_equal(accepts[TELNET], 1); /* one multishot accept serves all */
}

/* Else one service could get all its connections to one reactor. */
static void test_each_service_is_dealt_by_itself(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        int own = i % REACTORS == 0;

        assert_int_equal(accept_completes(TELNET, 1000 + i, true), own ? 1000 + i : -1);
        assert_int_equal(accept_completes(HTTP, 2000 + i, true), own ? 2000 + i : -1);
    }
    assert_message(0, 1, 1001, LISTENER_TELNET);
    assert_message(1, 1, 2001, LISTENER_HTTP);
    assert_message(2, 2, 1002, LISTENER_TELNET);
    assert_message(3, 2, 2002, LISTENER_HTTP);
}

static void test_a_message_that_fails_leaves_its_socket_here(void **state)
{
    (void)state;
    (void)accept_completes(TELNET, 1000, true);
    (void)accept_completes(HTTP, 2000, true);
    (void)accept_completes(TELNET, 1001, true);
    (void)accept_completes(HTTP, 2001, true);
    (void)accept_completes(HTTP, 2002, true);
    assert_int_equal(message_count, 3);
    assert_int_equal(message_completes(1, -EBADF, LISTENER_HTTP), 2001);
    assert_int_equal(message_completes(0, 0, LISTENER_TELNET), -1);
    assert_int_equal(message_completes(2, -EOVERFLOW, LISTENER_HTTP), 2002);
}

/* No token of two messages in flight is the same, and none holds a descriptor. */
static void test_tokens_tell_messages_apart(void **state)
{
    enum { ROUNDS = 50 };

    (void)state;
    for (int i = 0; i < ROUNDS * REACTORS; i++)
        (void)accept_completes(HTTP, 100000 + i, true);
    assert_int_equal(message_count, ROUNDS * (REACTORS - 1));
    for (size_t i = 0; i < message_count; i++) {
        assert_true(messages[i].own.slot < 100000 && messages[i].own.generation < 100000);
        for (size_t j = 0; j < i; j++)
            assert_true(messages[i].own.slot != messages[j].own.slot);
    }
    for (size_t i = message_count; i-- > 0;) /* in any order */
        assert_int_equal(message_completes(i, -EIO, LISTENER_HTTP), messages[i].socket);
}

static void test_a_burst_is_served_here_from_some_point_on(void **state)
{
    int own = 0;

    (void)state;
    for (int i = 0; i < 3 * MANY; i++)
        own += accept_completes(HTTP, 1000 + i, true) >= 0;
    assert_int_equal(message_count, 4096);
    assert_int_equal(own, 3 * MANY - 4096);
    /* And dealt again when messages have arrived. */
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(message_completes(i, 0, LISTENER_HTTP), -1);
    for (int i = 0; i < 2 * REACTORS; i++)
        (void)accept_completes(HTTP, 1000 + i, true);
    assert_int_equal(message_count, 4100);
}

static void test_an_accept_that_has_ended_is_begun_again(void **state)
{
    (void)state;
    assert_int_equal(accept_completes(TELNET, 1000, false), 1000);
    assert_int_equal(accepts[TELNET], 2);
    assert_int_equal(accept_completes(TELNET, -ECONNABORTED, false), -1);
    assert_int_equal(accepts[TELNET], 3);
    assert_int_equal(accept_completes(TELNET, -ECONNABORTED, true), -1); /* it goes on */
    assert_int_equal(accepts[TELNET], 3);
    assert_int_equal(accepts[HTTP], 1);
}

static void test_without_descriptors_it_pauses(void **state)
{
    static const int errors[] = {-EMFILE, -ENFILE, -ENOMEM, -ENOBUFS};

    (void)state;
    for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct deadline *deadline;

        assert_int_equal(accept_completes(HTTP, errors[i], false), -1);
        assert_int_equal(accepts[HTTP], 1 + i);
        wheel_advance(&wheel, 1000 * (i + 1));
        deadline = wheel_expired(&wheel);
        assert_non_null(deadline);
        assert_int_equal(deadline->owner, DEADLINE_ACCEPT);
        acceptor_expire(acceptor, deadline);
        assert_int_equal(accepts[HTTP], 2 + i);
    }
    assert_int_equal(accepts[TELNET], 1);
}

/* A client in the queue is closed instead of left to wait. */
static void test_without_descriptors_a_client_is_shed(void **state)
{
    struct sockaddr_in in = {.sin_port = 0};
    socklen_t size = sizeof in;
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char byte;

    (void)state;
    assert_int_equal(getsockname(listeners[HTTP].socket, (struct sockaddr *)&in, &size), 0);
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(client, (struct sockaddr *)&in, size), 0);
    assert_int_equal(accept_completes(HTTP, -EMFILE, false), -1);
    assert_int_equal(recv(client, &byte, 1, 0), 0); /* waits until it is closed */
    (void)close(client);
}

static void test_a_listener_that_is_gone_is_given_up(void **state)
{
    static const int errors[] = {-EINVAL, -EBADF, -ENOTSOCK};

    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        assert_int_equal(accept_completes(TELNET, errors[i], false), -1);
        assert_int_equal(accepts[TELNET], 1);
        assert_int_equal(wheel_wait(&wheel), -1);
    }
}

static void test_stopped_it_deals_to_no_other_reactor(void **state)
{
    (void)state;
    (void)accept_completes(HTTP, -EMFILE, false); /* and its pause ends too */
    acceptor_stop(acceptor);
    acceptor_stop(acceptor);
    assert_int_equal(cancels[TELNET], 1);
    assert_int_equal(cancels[HTTP], 0); /* nothing was in flight */
    assert_int_equal(wheel_wait(&wheel), -1);
    for (int i = 0; i < 2 * REACTORS; i++)
        assert_int_equal(accept_completes(TELNET, 1000 + i, true), 1000 + i);
    assert_int_equal(message_count, 0);
    assert_int_equal(accept_completes(TELNET, -ECANCELED, false), -1);
    assert_int_equal(accepts[TELNET], 1);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_it_accepts_on_every_listener),
        STORY(test_sockets_are_dealt_in_turn),
        STORY(test_each_service_is_dealt_by_itself),
        STORY(test_a_message_that_fails_leaves_its_socket_here),
        STORY(test_tokens_tell_messages_apart),
        STORY(test_a_burst_is_served_here_from_some_point_on),
        STORY(test_an_accept_that_has_ended_is_begun_again),
        STORY(test_without_descriptors_it_pauses),
        STORY(test_without_descriptors_a_client_is_shed),
        STORY(test_a_listener_that_is_gone_is_given_up),
        STORY(test_stopped_it_deals_to_no_other_reactor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
