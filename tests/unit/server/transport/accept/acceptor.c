/*
 * The acceptor on a ring that only takes notes: where each socket goes, what is accepted again, and
 * what happens to a socket whose message fails.
 */

#include "server/transport/accept/acceptor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"

enum { TELNET, HTTP, LISTENERS, REACTORS = 3, FIRST_RING = 100, MANY = 5000, FIRST_SLOT = 2000 };

/* What the acceptor has asked of the ring. */
static unsigned accepts[LISTENERS], cancels[LISTENERS];
static struct {
    int ring, socket;
    struct ring_token token, own;
} messages[MANY];
static size_t message_count;
static struct ring_token polled; /* the last */
static unsigned polls;

static struct listener listeners[LISTENERS];
static struct wheel wheel;
static struct acceptor *acceptor;
static struct config config;
static struct places *places;
static struct clients *known;
static atomic_bool ended[REACTORS], taken[HANDOVERS_MAX];

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

void ring_poll(struct ring *ring, struct ring_token token, int descriptor)
{
    (void)ring;
    (void)descriptor;
    polled = token;
    polls++;
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
        .admission = {.wheel = &wheel,
                      .places = places = places_new(&config),
                      .clients = known = clients_new(MANY),
                      .settings = &config.live,
                      .first_slot = FIRST_SLOT},
        .ended = ended,
        .taken = taken,
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
        atomic_store(&ended[i], false);
    for (unsigned i = 0; i < REACTORS; i++)
        surroundings.rings[i] = FIRST_RING + (int)i;
    for (unsigned i = 0; i < LISTENERS; i++) {
        const struct config_address address = {
            .text = "the loopback interface",
            .address = {.ss_family = AF_INET}, /* any address and port */
            .size = sizeof(struct sockaddr_in),
        };
        struct reason reason;

        if (listener_open(&listeners[i], i == TELNET ? LISTENER_TELNET : LISTENER_HTTP, &address,
                          &reason) < 0)
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
    places_free(places);
    clients_free(known);
    for (unsigned i = 0; i < LISTENERS; i++)
        listener_close(&listeners[i]);
    return wheel_wait(&wheel) == -1 ? 0 : -1;
}

/* An accept completes; returns what reactor 0 has to serve. */
static int accept_completes(unsigned listener, int result, bool more)
{
    const struct ring_completion completion = {
        .token = ring_token(RING_ACCEPT, listener, 0), .result = result, .more = more};
    struct arrival arrival = {.service = LISTENER_SERVICES};
    bool arrived = acceptor_complete(acceptor, &completion, &arrival);

    assert_false(arrived && arrival.refused);
    assert_int_equal(arrival.service, listeners[listener].service);
    return arrived ? arrival.socket : -1;
}

/* The other reactor has the socket. */
static void takes(size_t message)
{
    struct arrival arrival;

    atomic_store(&taken[messages[message].token.generation], true);
    assert_false(acceptor_left(acceptor, &arrival));
}

/* A message completes; returns what reactor 0 has to serve. */
static int message_completes(size_t message, int result, enum listener_service expected)
{
    const struct ring_completion completion = {.token = messages[message].own, .result = result};
    struct arrival arrival = {.service = LISTENER_SERVICES};
    bool arrived = acceptor_complete(acceptor, &completion, &arrival);

    assert_int_equal(arrival.service, expected);
    assert_false(arrival.refused);
    return arrived ? arrival.socket : -1;
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
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(message_completes(i, 0, LISTENER_HTTP), -1);
        if (i % 2 == 0)
            takes(i);
    }
    for (int i = 0; i < 2 * REACTORS; i++)
        (void)accept_completes(HTTP, 1000 + i, true);
    assert_int_equal(message_count, 4100);
    for (int i = 0; i < 100 * REACTORS; i++)
        (void)accept_completes(HTTP, 1000 + i, true);
    assert_int_equal(message_count, 4106); /* the other ten are on their way */
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

/* Lets that much time pass. Returns whether the acceptor was waiting for it. */
static bool pass(uint64_t milliseconds)
{
    struct deadline *deadline;

    wheel_advance(&wheel, wheel.now + milliseconds);
    deadline = wheel_expired(&wheel);
    if (!deadline)
        return false;
    assert_int_equal(deadline->owner, DEADLINE_ACCEPT);
    acceptor_expire(acceptor, deadline);
    return true;
}

static void test_without_descriptors_it_pauses(void **state)
{
    static const int errors[] = {-EMFILE, -ENFILE, -ENOMEM, -ENOBUFS};

    (void)state;
    for (unsigned i = 0; i < 40; i++) { /* the pause does not grow */
        assert_int_equal(accept_completes(HTTP, errors[i % 4], false), -1);
        assert_int_equal(accepts[HTTP], 1 + i);
        assert_true(acceptor_pauses(acceptor));
        assert_true(pass(300));
        assert_false(acceptor_pauses(acceptor));
        assert_int_equal(accepts[HTTP], 2 + i);
    }
    assert_int_equal(accepts[TELNET], 1);
    assert_int_equal(acceptor_error(acceptor), 0);
}

/* A firewall or a security module may refuse every accept, for good: no error, and no spin. */
static void test_not_permitted_it_pauses_longer_and_longer(void **state)
{
    static const int errors[] = {-EPERM, -EACCES};
    unsigned tries = 0;

    (void)state;
    for (uint64_t begun = wheel.now; wheel.now - begun < 600 * 1000;) {
        assert_int_equal(accept_completes(HTTP, errors[tries++ % 2], false), -1);
        while (!pass(100))
            ;
        assert_int_equal(accepts[HTTP], 1 + tries);
    }
    assert_in_range(tries, 100, 140);
    assert_int_equal(acceptor_error(acceptor), 0);

    /* An accept that succeeds ends that. */
    assert_int_equal(accept_completes(HTTP, 1000, true), 1000);
    (void)accept_completes(HTTP, -EPERM, false);
    assert_true(pass(300));
}

static void test_what_clients_cause_is_no_reason_to_wait(void **state)
{
    static const int errors[] = {-ECONNABORTED, -EPROTO,      -ENETDOWN,  -EHOSTUNREACH,
                                 -ETIMEDOUT,    -ENETUNREACH, -ECANCELED, -EINTR};

    (void)state;
    for (unsigned i = 0; i < 100; i++) {
        assert_int_equal(accept_completes(TELNET, errors[i % 8], false), -1);
        assert_int_equal(accepts[TELNET], 2 + i);
    }
    /* Unless nothing else comes. */
    for (unsigned i = 0; i < 10; i++) {
        assert_int_equal(accept_completes(TELNET, errors[i % 8], false), -1);
        assert_int_equal(accepts[TELNET], 101 + i);
        assert_false(pass(4000));
        assert_true(pass(2000));
    }
    assert_int_equal(acceptor_error(acceptor), 0);
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

/* A client in the listener's queue, or -1. */
static int connect_to(const struct listener *listener)
{
    struct sockaddr_in in = *(const struct sockaddr_in *)&listener->bound.address;
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(client, (const struct sockaddr *)&in, sizeof in) == 0)
        return client;
    (void)close(client);
    return -1;
}

static bool connects(const struct listener *listener)
{
    int client = connect_to(listener);

    if (client >= 0)
        (void)close(client);
    return client >= 0;
}

static void test_a_listener_that_was_shut_down_listens_again(void **state)
{
    struct listener before = listeners[HTTP];

    (void)state;
    (void)shutdown(listeners[HTTP].socket, SHUT_RDWR);
    assert_false(connects(&before));
    assert_int_equal(accept_completes(HTTP, -EINVAL, false), -1);
    assert_int_equal(accepts[HTTP], 2);
    assert_string_equal(listeners[HTTP].address, before.address);
    assert_true(connects(&before));
    assert_int_equal(acceptor_error(acceptor), 0);
    assert_int_equal(wheel_wait(&wheel), -1);
}

static void test_a_listener_that_was_closed_is_opened_again(void **state)
{
    static const int errors[] = {-EBADF, -ENOTSOCK, -EINVAL, -EOPNOTSUPP};

    (void)state;
    for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct listener before = listeners[HTTP];
        int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

        assert_int_equal(dup2(null, before.socket), before.socket); /* it has the number now */
        (void)close(null);
        assert_int_equal(accept_completes(HTTP, errors[i], false), -1);
        assert_int_equal(accepts[HTTP], 2 + i);
        assert_true(listeners[HTTP].socket != before.socket);
        assert_string_equal(listeners[HTTP].address, before.address);
        assert_true(connects(&before));
        assert_int_equal(close(before.socket), 0); /* nobody else has closed it */
        wheel_advance(&wheel, wheel.now + 20 * 1000);
    }
    assert_int_equal(acceptor_error(acceptor), 0);
}

/* Another program has taken the port meanwhile: the daemon has to end. */
static void test_a_listener_that_cannot_be_opened_again_is_an_error(void **state)
{
    struct sockaddr_storage bound = listeners[HTTP].bound.address;
    int thief = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)state;
    (void)close(listeners[HTTP].socket);
    assert_int_equal(bind(thief, (struct sockaddr *)&bound, sizeof(struct sockaddr_in)), 0);
    assert_int_equal(listen(thief, 1), 0);
    assert_int_equal(accept_completes(HTTP, -EBADF, false), -1);
    assert_int_equal(accepts[HTTP], 1);
    assert_int_equal(acceptor_error(acceptor), -EADDRINUSE);
    (void)close(thief);
    listeners[HTTP].socket = -1;
}

/* It listens, and yet every accept fails: no spin, and no process that lives and does not accept. */
static void test_a_listener_that_is_lost_again_and_again_is_an_error(void **state)
{
    unsigned revived = 0;

    (void)state;
    while (acceptor_error(acceptor) == 0) {
        assert_int_equal(accept_completes(TELNET, -EINVAL, false), -1);
        if (revived > 0)
            assert_true(pass(5000));
        revived++;
        assert_in_range(revived, 1, 10);
    }
    assert_int_equal(accepts[TELNET], 6);
    assert_int_equal(wheel_wait(&wheel), -1);
}

/* The accept in flight does not notice; it is ended, and another one begins on the new socket. */
static void test_a_unix_socket_whose_file_is_removed_listens_again(void **state)
{
    char folder[] = "/tmp/charfinder-acceptor.XXXXXX", text[CONFIG_ADDRESS_SIZE];
    struct config_address address;
    struct reason reason;

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(text, sizeof text, "unix:%s/socket", folder);
    assert_null(endpoint_parse(&address, text));
    listener_close(&listeners[HTTP]);
    assert_int_equal(listener_open(&listeners[HTTP], LISTENER_HTTP, &address, &reason), 0);
    acceptor_start(acceptor);
    assert_int_equal(accepts[HTTP], 2);
    (void)pass(3000);
    assert_int_equal(cancels[HTTP], 0);
    assert_int_equal(unlink(text + strlen("unix:")), 0);
    (void)pass(3000);
    (void)pass(3000);
    assert_int_equal(cancels[HTTP], 1);
    assert_int_equal(accepts[HTTP], 2);
    assert_int_equal(accept_completes(HTTP, -ECANCELED, false), -1);
    assert_int_equal(accepts[HTTP], 3);
    (void)pass(3000);
    assert_int_equal(cancels[HTTP], 1);
    assert_int_equal(access(text + strlen("unix:"), F_OK), 0);
    assert_int_equal(acceptor_error(acceptor), 0);
    listener_close(&listeners[HTTP]);
    assert_int_equal(rmdir(folder), 0);
}

/* Once a day is not in a row. */
static void test_a_listener_may_be_lost_now_and_then(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 30; i++) {
        wheel_advance(&wheel, wheel.now + 60 * 1000);
        assert_int_equal(accept_completes(TELNET, -EINVAL, false), -1);
        assert_int_equal(accepts[TELNET], 2 + i);
    }
    assert_int_equal(acceptor_error(acceptor), 0);
}

static void test_a_reactor_that_has_ended_gets_nothing(void **state)
{
    (void)state;
    atomic_store(&ended[1], true);
    for (int i = 0; i < 4; i++)
        assert_int_equal(accept_completes(HTTP, 1000 + i, true), i % 2 == 0 ? 1000 + i : -1);
    assert_message(0, 2, 1001, LISTENER_HTTP);
    assert_message(1, 2, 1003, LISTENER_HTTP);
    atomic_store(&ended[2], true);
    for (int i = 0; i < 4; i++)
        assert_int_equal(accept_completes(HTTP, 2000 + i, true), 2000 + i);
}

/* Whatever the kernel has said of the message. */
static void test_a_socket_that_its_reactor_did_not_take_arrives_here(void **state)
{
    struct arrival arrival;

    (void)state;
    for (int i = 0; i < 2 * REACTORS; i++)
        (void)accept_completes(HTTP, 1000 + i, true);
    assert_int_equal(message_count, 4); /* 1 and 4 to reactor 1, 2 and 5 to reactor 2 */
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(message_completes(i, 0, LISTENER_HTTP), -1);
    takes(0);
    atomic_store(&ended[2], true);
    assert_true(acceptor_left(acceptor, &arrival));
    assert_int_equal(arrival.socket, 1002);
    assert_false(acceptor_left(acceptor, &arrival)); /* reactor 1 may still take it */
    atomic_store(&ended[1], true);
    assert_true(acceptor_left(acceptor, &arrival));
    assert_int_equal(arrival.socket, 1004);
    assert_int_equal(arrival.service, LISTENER_HTTP);
    assert_false(arrival.refused);
    assert_false(acceptor_left(acceptor, &arrival));
    assert_int_equal(message_completes(3, -EOWNERDEAD, LISTENER_HTTP), 1005);
    assert_false(acceptor_left(acceptor, &arrival));
}

/* A client of 127.0.0.1 on the HTTP listener; the end of the server. */
static int accept_client(int *client)
{
    struct sockaddr_in in = *(struct sockaddr_in *)&listeners[HTTP].bound.address;
    int server;

    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(*client, (struct sockaddr *)&in, sizeof in), 0);
    server = accept(listeners[HTTP].socket, NULL, NULL);
    assert_true(server >= 0);
    return server;
}

/* Whoever would have had the turn, it is reactor 0 that refuses. */
static void test_one_address_has_its_places_and_no_more(void **state)
{
    enum { PLACES = 4, TRIES = 10 };
    int clients[TRIES], servers[TRIES];

    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct ring_completion completion = {.token = ring_token(RING_ACCEPT, HTTP, 0),
                                             .more = true};
        struct arrival arrival = {.refused = false};
        bool arrived;

        servers[i] = completion.result = accept_client(&clients[i]);
        arrived = acceptor_complete(acceptor, &completion, &arrival);
        assert_int_equal(arrived, i >= PLACES || i % REACTORS == 0);
        assert_int_equal(arrived && arrival.refused, i >= PLACES);
        if (arrived)
            assert_int_equal(arrival.socket, servers[i]);
    }
    assert_int_equal(message_count, 2);
    for (int i = 0; i < TRIES; i++) {
        places_give_back(places, servers[i]);
        (void)close(servers[i]);
        (void)close(clients[i]);
    }
}

static int begin_with_a_limit(void **state)
{
    config.live.max_connections_per_address = 4;
    config.max_sessions = config.max_connections = 20;
    return begin(state);
}

static int end_with_a_limit(void **state)
{
    config = (struct config){.threads = REACTORS};
    return end(state);
}

/* What is left for reactor 0 in this turn: how many sockets. */
static int left_over(void)
{
    struct arrival arrival;
    int count = 0;

    for (; acceptor_left(acceptor, &arrival); count++) {
        assert_false(arrival.refused);
        assert_int_equal(close(arrival.socket), 0);
    }
    return count;
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
    assert_false(acceptor_rests(acceptor));
    assert_int_equal(accept_completes(TELNET, -ECANCELED, false), -1);
    assert_int_equal(accepts[TELNET], 1);
    assert_int_equal(left_over(), 0);
    assert_true(acceptor_rests(acceptor));
    assert_false(connects(&listeners[TELNET]));
    assert_false(connects(&listeners[HTTP]));
}

/* Stopping a listener would reset those who wait in its queue. */
static void test_stopped_it_takes_who_waits_in_a_queue(void **state)
{
    int waiting[3];

    (void)state;
    for (int i = 0; i < 3; i++)
        waiting[i] = connect_to(&listeners[TELNET]);
    acceptor_stop(acceptor);
    assert_int_equal(left_over(), 0); /* the accept in flight may still take them */
    assert_int_equal(accept_completes(TELNET, -ECANCELED, false), -1);
    assert_false(acceptor_rests(acceptor));
    assert_int_equal(left_over(), 3);
    assert_int_equal(accept_completes(HTTP, -ECANCELED, false), -1);
    assert_int_equal(left_over(), 0);
    assert_true(acceptor_rests(acceptor));
    assert_false(connects(&listeners[TELNET]));
    for (int i = 0; i < 3; i++)
        (void)close(waiting[i]);
}

static void test_stopped_it_leaves_an_adopted_queue_to_the_next_daemon(void **state)
{
    int waiting;

    (void)state;
    listeners[TELNET].adopted = true;
    waiting = connect_to(&listeners[TELNET]);
    acceptor_stop(acceptor);
    assert_int_equal(accept_completes(TELNET, -ECANCELED, false), -1);
    assert_int_equal(accept_completes(HTTP, -ECANCELED, false), -1);
    assert_int_equal(left_over(), 0);
    assert_true(acceptor_rests(acceptor));
    assert_true(connects(&listeners[TELNET]));
    (void)close(waiting);
    listeners[TELNET].adopted = false;
}

/* A reactor that fails has no further turn. */
static void test_abandoned_it_listens_no_more(void **state)
{
    (void)state;
    acceptor_abandon(acceptor);
    assert_false(connects(&listeners[TELNET]));
    assert_false(connects(&listeners[HTTP]));
}

/* A socket that is on its way may still come back. */
static void test_it_rests_when_no_socket_is_on_its_way(void **state)
{
    (void)state;
    assert_false(acceptor_rests(acceptor));
    (void)accept_completes(TELNET, 1000, true);
    (void)accept_completes(TELNET, 1001, true);
    (void)accept_completes(TELNET, 1002, true);
    acceptor_stop(acceptor);
    assert_int_equal(accept_completes(TELNET, -ECANCELED, false), -1);
    assert_int_equal(accept_completes(HTTP, -ECANCELED, false), -1);
    assert_false(acceptor_rests(acceptor));
    assert_int_equal(message_completes(0, -EOWNERDEAD, LISTENER_TELNET), 1001);
    assert_int_equal(message_completes(1, 0, LISTENER_TELNET), -1);
    assert_false(acceptor_rests(acceptor));
    takes(1);
    assert_int_equal(left_over(), 0);
    assert_true(acceptor_rests(acceptor));
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
        STORY(test_not_permitted_it_pauses_longer_and_longer),
        STORY(test_what_clients_cause_is_no_reason_to_wait),
        STORY(test_a_listener_that_was_shut_down_listens_again),
        STORY(test_a_listener_that_was_closed_is_opened_again),
        STORY(test_a_listener_that_cannot_be_opened_again_is_an_error),
        STORY(test_a_unix_socket_whose_file_is_removed_listens_again),
        STORY(test_a_listener_that_is_lost_again_and_again_is_an_error),
        STORY(test_a_listener_may_be_lost_now_and_then),
        STORY(test_a_reactor_that_has_ended_gets_nothing),
        STORY(test_a_socket_that_its_reactor_did_not_take_arrives_here),
        cmocka_unit_test_setup_teardown(test_one_address_has_its_places_and_no_more,
                                        begin_with_a_limit, end_with_a_limit),
        STORY(test_stopped_it_deals_to_no_other_reactor),
        STORY(test_stopped_it_takes_who_waits_in_a_queue),
        STORY(test_stopped_it_leaves_an_adopted_queue_to_the_next_daemon),
        STORY(test_abandoned_it_listens_no_more),
        STORY(test_it_rests_when_no_socket_is_on_its_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
