/*
 * Who is admitted, on real connections of the loopback interface: everybody with a place, and where a
 * PROXY header is to come, only trusted proxies, in their clients' names.
 */

#include "server/transport/accept/admission.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"
#include "tests/unit/server/transport/scripted_ring.h"

enum { SOCKETS = 256, FIRST_SLOT = 7 };

#define HEADER(host) "PROXY TCP4 " host " 192.0.2.1 40000 80\r\n"

static struct ring *ring;
static struct wheel wheel;
static struct config config;
static struct places *places;
static struct clients *clients;
static struct admission *admission;
static struct listener listener;

static int begin(void **state)
{
    struct admission_surroundings around = {
        .wheel = &wheel, .settings = &config.live, .first_slot = FIRST_SLOT};
    struct config_address address;
    struct reason reason;

    (void)state;
    log_init(LOG_LEVEL_ERROR);
    scripted_rings_reset(false);
    wheel_init(&wheel, 0);
    config = (struct config){.max_sessions = 8,
                             .max_connections = 8,
                             .live = {.max_sessions_per_address = 1,
                                      .max_connections_per_address = 1,
                                      .header_seconds = 10}};
    if (ring_new(&ring, &reason) < 0 || endpoint_parse(&address, "127.0.0.1:0") ||
        listener_open(&listener, LISTENER_HTTP, &address, &reason) < 0)
        return -1;
    around.ring = ring;
    around.places = places = places_new(&config);
    around.clients = clients = clients_new(SOCKETS);
    admission = admission_new(&around);
    return admission ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    scripted_ring_abandon(ring);
    admission_free(admission);
    ring_free(ring);
    clients_free(clients);
    places_free(places);
    listener_close(&listener);
    return wheel_wait(&wheel) == -1 ? 0 : -1;
}

/* A client connects, and sends that. */
static struct applicant connect_and_send(int *client, const char *bytes)
{
    socklen_t size = listener.bound.size;

    *client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(*client, (struct sockaddr *)&listener.bound.address, size), 0);
    if (*bytes)
        assert_int_equal(send(*client, bytes, strlen(bytes), 0), strlen(bytes));
    return (struct applicant){.socket = accept(listener.socket, NULL, NULL),
                              .service = LISTENER_HTTP};
}

static enum admission_outcome turn(struct applicant *applicant)
{
    struct ring_completion completion;
    enum admission_outcome outcome = ADMISSION_PENDING;

    scripted_ring_perform_all(ring);
    while (ring_next(ring, &completion))
        outcome = admission_complete(admission, &completion, applicant);
    return outcome;
}

static void trust_loopback(void)
{
    listener.bound.proxy_protocol = true;
    assert_null(networks_add(&config.live.trusted_proxies, "127.0.0.1"));
    places_limit(places, &config.live);
}

static void finish(const struct applicant *applicant, int client)
{
    places_give_back(places, applicant->socket);
    (void)close(applicant->socket);
    (void)close(client);
}

static void test_without_proxies_the_peer_counts(void **state)
{
    int first_client, client;
    struct applicant first = connect_and_send(&first_client, HEADER("192.0.2.7"));
    struct applicant second = connect_and_send(&client, "");

    (void)state;
    assert_int_equal(admission_apply(admission, &listener, &first), ADMISSION_GRANTED);
    assert_int_equal(admission_apply(admission, &listener, &second), ADMISSION_REFUSED);
    assert_int_equal(second.cause, REFUSAL_ADDRESS);
    assert_int_equal(scripted_ring_in_flight(ring), 0);
    finish(&second, client);
    finish(&first, first_client);
}

static void test_after_a_proxy_the_client_counts(void **state)
{
    static const struct {
        const char *header, *name;
        bool granted;
    } stories[] = {
        {HEADER("192.0.2.7"), "192.0.2.7:40000", true},
        {HEADER("192.0.2.8"), "192.0.2.8:40000", true},
        {HEADER("192.0.2.7"), "192.0.2.7:40000", false},
        {"PROXY UNKNOWN\r\n", "127.0.0.1:", true},
        {"PROXY UNKNOWN\r\n", "127.0.0.1:", true}, /* the proxy itself is not counted */
    };
    enum { COUNT = sizeof stories / sizeof *stories };
    struct applicant applicants[COUNT];
    int ends[COUNT];

    (void)state;
    trust_loopback();
    for (size_t i = 0; i < COUNT; i++) {
        enum admission_outcome outcome;
        char name[PEER_TEXT_SIZE];

        applicants[i] = connect_and_send(&ends[i], stories[i].header);
        outcome = admission_apply(admission, &listener, &applicants[i]);
        if (outcome == ADMISSION_PENDING) /* it had not come yet */
            outcome = turn(&applicants[i]);
        assert_int_equal(outcome, stories[i].granted ? ADMISSION_GRANTED : ADMISSION_REFUSED);
        if (!stories[i].granted)
            assert_int_equal(applicants[i].cause, REFUSAL_ADDRESS);
        clients_name(clients, applicants[i].socket, name);
        assert_memory_equal(name, stories[i].name, strlen(stories[i].name));
    }
    for (size_t i = 0; i < COUNT; i++)
        finish(&applicants[i], ends[i]);
}

static void test_a_header_that_comes_later(void **state)
{
    int client;
    struct applicant applicant = connect_and_send(&client, "PROXY TCP4 ");
    const char rest[] = "192.0.2.7 192.0.2.1 1 80\r\n";
    char name[PEER_TEXT_SIZE];

    (void)state;
    trust_loopback();
    assert_int_equal(admission_apply(admission, &listener, &applicant), ADMISSION_PENDING);
    assert_int_equal(admission_count(admission), 1);
    assert_int_equal(turn(&applicant), ADMISSION_PENDING);
    assert_int_equal(send(client, rest, sizeof rest - 1, 0), sizeof rest - 1);
    assert_int_equal(turn(&applicant), ADMISSION_GRANTED);
    clients_name(clients, applicant.socket, name);
    assert_string_equal(name, "192.0.2.7:1");
    assert_int_equal(admission_count(admission), 0);

    /* The number is used again, by a connection without a header. */
    finish(&applicant, client);
    listener.bound.proxy_protocol = false;
    applicant = connect_and_send(&client, "");
    assert_int_equal(admission_apply(admission, &listener, &applicant), ADMISSION_GRANTED);
    clients_name(clients, applicant.socket, name);
    assert_memory_equal(name, "127.0.0.1:", strlen("127.0.0.1:"));
    finish(&applicant, client);
}

static void test_who_is_refused(void **state)
{
    int client;
    struct applicant applicant = connect_and_send(&client, "GET / HTTP/1.1\r\n");

    (void)state;
    trust_loopback();
    assert_int_equal(admission_apply(admission, &listener, &applicant), ADMISSION_REFUSED);
    assert_int_equal(applicant.cause, REFUSAL_HEADER);
    finish(&applicant, client);

    /* What an untrusted peer sends does not matter. */
    config.live.trusted_proxies = (struct networks){.unix_sockets = true};
    applicant = connect_and_send(&client, HEADER("192.0.2.7"));
    assert_int_equal(admission_apply(admission, &listener, &applicant), ADMISSION_REFUSED);
    assert_int_equal(applicant.cause, REFUSAL_UNTRUSTED);
    finish(&applicant, client);
}

static void test_the_end(void **state)
{
    int client, late;
    struct applicant applicant = connect_and_send(&client, "PROXY"), other;
    struct deadline *deadline;

    (void)state;
    trust_loopback();
    assert_int_equal(admission_apply(admission, &listener, &applicant), ADMISSION_PENDING);
    wheel_advance(&wheel, wheel.now + 11 * 1000);
    deadline = wheel_expired(&wheel);
    assert_non_null(deadline);
    admission_expire(deadline);
    assert_int_equal(turn(&applicant), ADMISSION_PENDING);
    assert_int_equal(admission_count(admission), 0);
    other = connect_and_send(&late, "PROXY");
    assert_int_equal(admission_apply(admission, &listener, &other), ADMISSION_PENDING);
    admission_leave(admission);
    wheel_advance(&wheel, wheel.now + 1200);
    deadline = wheel_expired(&wheel);
    assert_non_null(deadline);
    admission_expire(deadline);
    assert_int_equal(turn(&other), ADMISSION_PENDING);
    assert_int_equal(admission_count(admission), 0);
    (void)close(client);
    (void)close(late);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_proxies_the_peer_counts, begin, end),
        cmocka_unit_test_setup_teardown(test_after_a_proxy_the_client_counts, begin, end),
        cmocka_unit_test_setup_teardown(test_a_header_that_comes_later, begin, end),
        cmocka_unit_test_setup_teardown(test_who_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_the_end, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
