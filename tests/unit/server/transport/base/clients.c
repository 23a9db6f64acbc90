/*
 * Addresses of clients: the peer's, or what a proxy has said, until the number of the socket is used
 * again.
 */

#include "server/transport/base/clients.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SOCKETS = 64 };

static struct sockaddr_storage address(int family, const char *host, uint16_t port)
{
    struct sockaddr_storage address = {.ss_family = (sa_family_t)family};

    if (family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)&address;

        assert_int_equal(inet_pton(family, host, &in->sin_addr), 1);
        in->sin_port = htons(port);
    } else if (family == AF_INET6) {
        struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address;

        assert_int_equal(inet_pton(family, host, &in6->sin6_addr), 1);
        in6->sin6_port = htons(port);
    }
    return address;
}

static void assert_name(const struct clients *clients, int socket, const char *expected)
{
    char text[PEER_TEXT_SIZE];

    clients_name(clients, socket, text);
    assert_string_equal(text, expected);
}

static void test_what_a_proxy_has_said(void **state)
{
    struct clients *clients = clients_new(SOCKETS);
    struct sockaddr_storage four = address(AF_INET, "192.0.2.7", 40000),
                            six = address(AF_INET6, "2001:db8::7", 65535),
                            mapped = address(AF_INET6, "::ffff:192.0.2.7", 0),
                            local = address(AF_UNIX, "", 0), client;

    (void)state;
    assert_non_null(clients);
    clients_set(clients, 0, &four);
    clients_set(clients, 1, &six);
    clients_set(clients, 2, &mapped);
    clients_set(clients, SOCKETS - 1, &local);
    assert_name(clients, 0, "192.0.2.7:40000");
    assert_name(clients, 1, "[2001:db8::7]:65535");
    assert_name(clients, 2, "192.0.2.7:0");
    assert_name(clients, SOCKETS - 1, "a local socket");
    clients_address(clients, 0, &client);
    assert_memory_equal(&client, &four, sizeof client);
    clients_address(clients, 1, &client);
    assert_memory_equal(&client, &six, sizeof client);
    clients_free(clients);
}

/* And so does a socket above all that were counted on. */
static void test_without_a_word_the_peer_is_the_client(void **state)
{
    struct clients *clients = clients_new(SOCKETS);
    struct sockaddr_storage listening = address(AF_INET, "127.0.0.1", 0), client, peer;
    socklen_t size = sizeof(struct sockaddr_in);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int end = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), accepted, high;

    (void)state;
    assert_int_equal(bind(listener, (struct sockaddr *)&listening, size), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&listening, &size), 0);
    assert_int_equal(connect(end, (struct sockaddr *)&listening, size), 0);
    accepted = accept(listener, NULL, NULL);
    assert_in_range(accepted, 0, SOCKETS - 1);
    high = dup2(accepted, SOCKETS + 1);
    memset(&peer, 0, sizeof peer);
    assert_int_equal(getsockname(end, (struct sockaddr *)&peer, &size), 0);

    clients_set(clients, high, &listening); /* too high to be remembered */
    clients_forget(clients, high);
    for (int i = 0; i < 3; i++) {
        const struct clients *known = i == 2 ? NULL : clients;

        clients_address(known, i == 0 ? accepted : high, &client);
        assert_memory_equal(&client, &peer, sizeof(struct sockaddr_in));
    }

    /* The number is another client's now. */
    listening = address(AF_INET, "192.0.2.7", 1);
    clients_set(clients, accepted, &listening);
    assert_name(clients, accepted, "192.0.2.7:1");
    clients_forget(clients, accepted);
    clients_address(clients, accepted, &client);
    assert_memory_equal(&client, &peer, sizeof(struct sockaddr_in));

    (void)close(high);
    (void)close(accepted);
    (void)close(end);
    (void)close(listener);
    clients_address(clients, accepted, &client); /* gone */
    assert_int_equal(client.ss_family, AF_UNSPEC);
    clients_free(clients);
    clients_free(NULL);
}

/* In TCP mode a proxy passes on what the client says of itself. */
static void test_a_client_of_a_trusted_proxy_is_not_trusted(void **state)
{
    struct clients *clients = clients_new(SOCKETS);
    struct networks networks = {.count = 0};
    struct sockaddr_storage client = address(AF_INET, "192.0.2.7", 1);
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    assert_in_range(pair[0], 0, SOCKETS - 1);
    assert_false(clients_trusted(clients, pair[0], &networks));
    assert_null(networks_add(&networks, "unix:"));
    assert_true(clients_trusted(clients, pair[0], &networks));
    clients_set(clients, pair[0], &client);
    assert_false(clients_trusted(clients, pair[0], &networks));
    assert_null(networks_add(&networks, "192.0.2.7"));
    assert_true(clients_trusted(clients, pair[0], &networks)); /* a proxy before the proxy */
    (void)close(pair[0]);
    (void)close(pair[1]);
    clients_free(clients);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_proxy_has_said),
        cmocka_unit_test(test_without_a_word_the_peer_is_the_client),
        cmocka_unit_test(test_a_client_of_a_trusted_proxy_is_not_trusted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
