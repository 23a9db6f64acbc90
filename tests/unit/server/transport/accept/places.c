/*
 * Places by address: what is counted together, what is not counted, and a table that stays small and
 * right however many addresses come and go, in several threads.
 */

#include "server/transport/accept/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SESSIONS = 40, CONNECTIONS = 60, SESSIONS_EACH = 2, CONNECTIONS_EACH = 3 };

static struct config config;
static struct places *places;

static int begin(void **state)
{
    (void)state;
    config = (struct config){
        .max_sessions = SESSIONS,
        .max_connections = CONNECTIONS,
        .live.max_sessions_per_address = SESSIONS_EACH,
        .live.max_connections_per_address = CONNECTIONS_EACH,
    };
    places = places_new(&config);
    return places ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    places_free(places);
    return 0;
}

static struct sockaddr_storage peer_of(const char *text)
{
    struct sockaddr_storage peer = {.ss_family = AF_UNSPEC};

    if (strcmp(text, "unix") == 0) {
        peer.ss_family = AF_UNIX;
    } else if (strchr(text, ':')) {
        peer.ss_family = AF_INET6;
        assert_int_equal(inet_pton(AF_INET6, text, &((struct sockaddr_in6 *)&peer)->sin6_addr), 1);
    } else {
        peer.ss_family = AF_INET;
        assert_int_equal(inet_pton(AF_INET, text, &((struct sockaddr_in *)&peer)->sin_addr), 1);
    }
    return peer;
}

static bool take(enum listener_service service, int socket, const char *peer)
{
    struct sockaddr_storage address = peer_of(peer);

    return places_take(places, service, socket, &address);
}

/* How many places that peer gets, on sockets from that number on, of ten. */
static int taken(enum listener_service service, int socket, const char *peer)
{
    int count = 0;

    for (int i = 0; i < 10; i++)
        count += take(service, socket + i, peer);
    return count;
}

static void test_each_service_has_its_limit(void **state)
{
    (void)state;
    assert_int_equal(taken(LISTENER_TELNET, 100, "192.0.2.7"), SESSIONS_EACH);
    assert_int_equal(taken(LISTENER_HTTP, 200, "192.0.2.7"), CONNECTIONS_EACH);
    assert_int_equal(taken(LISTENER_HTTP, 300, "192.0.2.7"), 0);
    assert_int_equal(taken(LISTENER_HTTP, 400, "192.0.2.8"), CONNECTIONS_EACH);
    assert_int_equal(places_addresses(places), 2);
}

static void test_a_place_that_is_given_back_is_taken_again(void **state)
{
    (void)state;
    assert_int_equal(taken(LISTENER_TELNET, 100, "::1"), SESSIONS_EACH);
    places_give_back(places, 100);
    places_give_back(places, 100); /* it has none any more */
    places_give_back(places, 105); /* and this was refused */
    assert_int_equal(taken(LISTENER_TELNET, 200, "::1"), 1);
    places_give_back(places, 101);
    places_give_back(places, 200);
    assert_int_equal(taken(LISTENER_TELNET, 300, "::1"), SESSIONS_EACH);
}

static void test_what_counts_as_one_address(void **state)
{
    static const struct {
        const char *one, *other;
        bool same;
    } pairs[] = {
        {"192.0.2.7", "::ffff:192.0.2.7", true},
        {"192.0.2.7", "::ffff:192.0.2.6", false},
        {"192.0.2.7", "::192.0.2.7", false},
        {"2001:db8::1", "2001:db8::2", true},
        {"2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true},
        {"2001:db8:0:1::1", "2001:db8:0:2::1", false},
        {"2001:db8::1", "2001:db9::1", false},
        {"::1", "127.0.0.1", false},
        {"::1", "::2", true},
        {"::1", "::ffff:0.0.0.1", false},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        (void)end(state);
        assert_int_equal(begin(state), 0);
        assert_int_equal(taken(LISTENER_HTTP, 100, pairs[i].one), CONNECTIONS_EACH);
        assert_int_equal(taken(LISTENER_HTTP, 200, pairs[i].other),
                         pairs[i].same ? 0 : CONNECTIONS_EACH);
    }
}

static void test_what_is_not_counted(void **state)
{
    struct network *trusted = config.live.trusted_proxies.list;

    (void)state;
    assert_null(network_parse(&trusted[0], "10.0.0.0/8"));
    assert_null(network_parse(&trusted[1], "2001:db8::/32"));
    config.live.trusted_proxies.count = 2;
    places_limit(places, &config.live);
    assert_int_equal(taken(LISTENER_HTTP, 100, "unix"), 10);
    assert_int_equal(taken(LISTENER_HTTP, 110, "10.1.2.3"), 10);
    assert_int_equal(taken(LISTENER_HTTP, 120, "::ffff:10.1.2.3"), 10);
    assert_int_equal(taken(LISTENER_TELNET, 130, "2001:db8:1::1"), 10);
    assert_int_equal(taken(LISTENER_HTTP, 140, "11.1.2.3"), CONNECTIONS_EACH);
    assert_int_equal(places_addresses(places), 1);
    for (int socket = 100; socket < 140; socket++)
        places_give_back(places, socket);
}

/* While some have places already: those are kept, and given back. */
static void test_limits_that_change(void **state)
{
    (void)state;
    assert_int_equal(taken(LISTENER_TELNET, 100, "192.0.2.7"), SESSIONS_EACH);
    config.live.max_sessions_per_address = 1;
    places_limit(places, &config.live);
    places_give_back(places, 100);
    assert_int_equal(taken(LISTENER_TELNET, 110, "192.0.2.7"), 0);
    config.live.max_sessions_per_address = 5;
    places_limit(places, &config.live);
    assert_int_equal(taken(LISTENER_TELNET, 120, "192.0.2.7"), 4);
}

static void test_zero_switches_a_limit_off(void **state)
{
    (void)state;
    config.live.max_sessions_per_address = 0;
    places_limit(places, &config.live);
    assert_int_equal(taken(LISTENER_TELNET, 100, "192.0.2.7"), 10);
    assert_int_equal(taken(LISTENER_HTTP, 200, "192.0.2.7"), CONNECTIONS_EACH);
}

/* Whoever has closed a socket without giving its place back: the next one on that number does. */
static void test_a_number_that_is_used_again_gives_back_what_it_had(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++)
        assert_true(take(LISTENER_HTTP, 100, "192.0.2.7"));
    assert_true(take(LISTENER_HTTP, 100, "192.0.2.8"));
    assert_int_equal(taken(LISTENER_HTTP, 200, "192.0.2.7"), CONNECTIONS_EACH);
}

static void test_numbers_beyond_all_connections_are_left_alone(void **state)
{
    (void)state;
    assert_int_equal(taken(LISTENER_HTTP, 1 << 20, "192.0.2.7"), 10);
    places_give_back(places, 1 << 20);
    places_give_back(places, INT32_MAX);
    places_give_back(places, -1);
    places_give_back(NULL, 3);
}

/* Many more addresses than places, one after another: those that are gone are forgotten. */
static void test_addresses_come_and_go(void **state)
{
    char peer[64];

    (void)state;
    for (int i = 0; i < 200 * 1000; i++) {
        int socket = 10 + i % 100;

        places_give_back(places, socket);
        (void)snprintf(peer, sizeof peer, "2001:db8:%x:%x::1", i >> 16, i & 0xFFFF);
        assert_true(take(LISTENER_TELNET, socket, peer));
        assert_in_range(places_addresses(places), 1, 40 * 1000);
    }
    /* Those that stayed are counted right. */
    assert_int_equal(taken(LISTENER_TELNET, 1000, peer), SESSIONS_EACH - 1);
}

/* The oracle is a count for each address. */
static void test_at_random(void **state)
{
    enum { PEERS = 300, SOCKETS = 2000, STEPS = 300 * 1000 };
    static int owner[SOCKETS]; /* counted from 1 */
    static unsigned counts[PEERS];
    unsigned random = 4711;

    (void)state;
    memset(owner, 0, sizeof owner);
    memset(counts, 0, sizeof counts);
    for (int step = 0; step < STEPS; step++) {
        int socket, peer;
        char text[64];

        random = random * 1664525 + 1013904223;
        socket = (int)(random >> 8) % SOCKETS;
        peer = (int)(random >> 20) % PEERS;
        if (owner[socket] > 0) {
            places_give_back(places, socket);
            counts[owner[socket] - 1]--;
            owner[socket] = 0;
            continue;
        }
        (void)snprintf(text, sizeof text, "10.0.%d.%d", peer / 100, peer % 100);
        if (take(LISTENER_HTTP, socket, text) != (counts[peer] < CONNECTIONS_EACH))
            fail_msg("step %d: %s has %u", step, text, counts[peer]);
        if (counts[peer] < CONNECTIONS_EACH) {
            owner[socket] = peer + 1;
            counts[peer]++;
        }
    }
}

/* One thread takes, three give back. */
enum { GIVERS = 3, QUEUE = 64, ROUNDS = 30 * 1000 };

static atomic_int queues[GIVERS][QUEUE]; /* sockets to give back; 0: none */
static atomic_bool over;

static void *give_back(void *context)
{
    atomic_int *queue = context;
    bool last;

    do {
        last = atomic_load(&over);
        for (int i = 0; i < QUEUE; i++) {
            int socket = atomic_load(&queue[i]);

            if (socket > 0) {
                places_give_back(places, socket);
                atomic_store(&queue[i], 0);
            }
        }
    } while (!last);
    return NULL;
}

static void test_other_threads_give_back(void **state)
{
    pthread_t threads[GIVERS];

    (void)state;
    atomic_store(&over, false);
    for (int i = 0; i < GIVERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, give_back, queues[i]), 0);
    for (int round = 0; round < ROUNDS; round++) {
        int giver = round % GIVERS, at = round / GIVERS % QUEUE;
        char peer[32];

        (void)snprintf(peer, sizeof peer, "10.0.0.%d", round % 200);
        if (atomic_load(&queues[giver][at]) != 0)
            continue;
        if (take(LISTENER_HTTP, 1 + giver * QUEUE + at, peer))
            atomic_store(&queues[giver][at], 1 + giver * QUEUE + at);
    }
    atomic_store(&over, true);
    for (int i = 0; i < GIVERS; i++)
        (void)pthread_join(threads[i], NULL);
    for (int i = 0; i < 200; i++) { /* all have been given back */
        char peer[32];

        (void)snprintf(peer, sizeof peer, "10.0.0.%d", i);
        for (int k = 0; k < CONNECTIONS_EACH; k++)
            assert_true(take(LISTENER_HTTP, 1000 + i * 10 + k, peer));
        assert_false(take(LISTENER_HTTP, 1000 + i * 10 + 9, peer));
    }
}

static void test_nothing_is_freed(void **state)
{
    (void)state;
    places_free(NULL);
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_each_service_has_its_limit),
        STORY(test_a_place_that_is_given_back_is_taken_again),
        STORY(test_what_counts_as_one_address),
        STORY(test_what_is_not_counted),
        STORY(test_limits_that_change),
        STORY(test_zero_switches_a_limit_off),
        STORY(test_a_number_that_is_used_again_gives_back_what_it_had),
        STORY(test_numbers_beyond_all_connections_are_left_alone),
        STORY(test_addresses_come_and_go),
        STORY(test_at_random),
        STORY(test_other_threads_give_back),
        STORY(test_nothing_is_freed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
