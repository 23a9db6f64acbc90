/*
 * What sockets tell of their peers: addresses as text, an end, and whether the peer reads.
 */

#include "server/transport/base/peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

/* Two ends of a TCP connection on the loopback interface. */
static void connected(int ends[static 2])
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof in;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(bind(listener, (struct sockaddr *)&in, sizeof in), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&in, &size), 0);
    ends[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(ends[0], (struct sockaddr *)&in, sizeof in), 0);
    ends[1] = accept(listener, NULL, NULL);
    assert_true(ends[1] >= 0);
    (void)close(listener);
}

static void disconnect(int ends[static 2])
{
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void test_addresses_as_text(void **state)
{
    struct sockaddr_storage address = {.ss_family = AF_INET};
    struct sockaddr_in *in = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address;
    struct sockaddr_un *local = (struct sockaddr_un *)&address;
    char text[PEER_TEXT_SIZE];

    (void)state;
    in->sin_port = htons(4242);
    in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer_text(&address, text);
    assert_string_equal(text, "127.0.0.1:4242");

    memset(&address, 0, sizeof address);
    in6->sin6_family = AF_INET6;
    in6->sin6_port = htons(1);
    in6->sin6_addr = in6addr_loopback;
    peer_text(&address, text);
    assert_string_equal(text, "[::1]:1");

    assert_int_equal(inet_pton(AF_INET6, "::ffff:192.0.2.7", &in6->sin6_addr), 1);
    peer_text(&address, text); /* as a socket of both kinds has a client of IPv4 */
    assert_string_equal(text, "192.0.2.7:1");

    memset(&in6->sin6_addr, 0xFF, sizeof in6->sin6_addr);
    in6->sin6_port = htons(65535);
    peer_text(&address, text); /* the longest */
    assert_string_equal(text, "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535");

    address = (struct sockaddr_storage){.ss_family = AF_UNIX};
    peer_text(&address, text);
    assert_string_equal(text, "a local socket");

    address = (struct sockaddr_storage){.ss_family = AF_UNSPEC};
    peer_text(&address, text);
    assert_string_equal(text, "a local socket");

    address = (struct sockaddr_storage){.ss_family = AF_UNIX};
    memset(local->sun_path, 'x', sizeof local->sun_path); /* the longest has no NUL */
    memcpy(local->sun_path, "/run/", 5);
    peer_text(&address, text);
    assert_int_equal(strlen(text), strlen("unix:") + sizeof local->sun_path);
    assert_memory_equal(text, "unix:/run/x", strlen("unix:/run/x"));
}

static void test_a_peer_begins_with_its_first_byte(void **state)
{
    char byte;
    int ends[2];

    (void)state;
    connected(ends);
    assert_false(peer_has_begun(ends[1]));
    assert_int_equal(send(ends[0], "x", 1, 0), 1);
    assert_int_equal(recv(ends[1], &byte, 1, 0), 1); /* it has, also when that was read */
    assert_true(peer_has_begun(ends[1]));
    disconnect(ends);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    assert_true(peer_has_begun(ends[1])); /* the kernel does not say */
    disconnect(ends);
}

static void test_an_end_is_seen_when_all_is_read(void **state)
{
    char byte;
    int ends[2];

    (void)state;
    connected(ends);
    assert_false(peer_ended(ends[1])); /* open, and nothing to read */
    assert_int_equal(send(ends[0], "x", 1, 0), 1);
    assert_int_equal(shutdown(ends[0], SHUT_WR), 0);
    assert_int_equal(recv(ends[1], &byte, 1, MSG_PEEK), 1); /* until it has arrived */
    assert_false(peer_ended(ends[1]));                      /* there is something to read yet */
    assert_int_equal(recv(ends[1], &byte, 1, 0), 1);        /* which it has not taken */
    assert_int_equal(byte, 'x');
    assert_int_equal(recv(ends[1], &byte, 1, 0), 0); /* until the end has arrived */
    assert_true(peer_ended(ends[1]));
    disconnect(ends);
}

/* Sends until the kernel takes no more; returns how much it took. */
static size_t fill(int socket)
{
    char bytes[4096] = {0};
    size_t sent = 0;
    ssize_t size;

    while ((size = send(socket, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
        sent += (size_t)size;
    return sent;
}

static void test_a_peer_that_does_not_read_is_stuck(void **state)
{
    struct peer_watch watch = {.begun = false};
    int ends[2];

    (void)state;
    connected(ends);
    assert_true(fill(ends[1]) > 0);
    (void)usleep(100 * 1000);                  /* what is on its way is acknowledged */
    assert_false(peer_stuck(&watch, ends[1])); /* never at the first look */
    assert_true(peer_stuck(&watch, ends[1]));
    assert_true(peer_stuck(&watch, ends[1]));
    watch = (struct peer_watch){.begun = false};
    assert_false(peer_stuck(&watch, ends[1]));
    disconnect(ends);
}

static void test_a_peer_that_reads_slowly_is_not(void **state)
{
    enum { LOOKS = 5 };
    struct peer_watch watch = {.begun = false};
    char bytes[64 * 1024];
    int ends[2];

    (void)state;
    connected(ends);
    for (unsigned look = 0; look < LOOKS; look++) {
        ssize_t read = 0;

        assert_int_equal(send(ends[1], "slow", 4, 0), 4);
        while (read < 4) {
            ssize_t size = recv(ends[0], bytes, sizeof bytes, 0);

            assert_true(size > 0);
            read += size;
        }
        (void)usleep(10 * 1000); /* for its acknowledgement */
        assert_false(peer_stuck(&watch, ends[1]));
    }
    disconnect(ends);
}

static void pair_up(int ends[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
}

static void test_a_local_peer_that_does_not_read_is_stuck(void **state)
{
    struct peer_watch watch = {.begun = false};
    int ends[2];

    (void)state;
    pair_up(ends);
    assert_true(fill(ends[1]) > 0);
    assert_false(peer_stuck(&watch, ends[1]));
    assert_true(peer_stuck(&watch, ends[1]));
    assert_true(peer_stuck(&watch, ends[1]));
    disconnect(ends);
}

/* It reads one piece at a time of what fill() has sent, and nothing more is sent meanwhile. */
static void test_a_local_peer_that_reads_slowly_is_not(void **state)
{
    struct peer_watch watch = {.begun = false};
    char bytes[4096];
    int ends[2];

    (void)state;
    pair_up(ends);
    assert_true(fill(ends[1]) > 8 * sizeof bytes);
    for (unsigned look = 0; look < 8; look++) {
        assert_false(peer_stuck(&watch, ends[1]));
        assert_int_equal(recv(ends[0], bytes, sizeof bytes, MSG_WAITALL), sizeof bytes);
    }
    assert_false(peer_stuck(&watch, ends[1]));
    assert_true(peer_stuck(&watch, ends[1])); /* it has stopped */
    disconnect(ends);
}

/* A peer that reads everything at once leaves the same figures at every look. */
static void test_a_local_peer_that_reads_all_is_not_stuck(void **state)
{
    struct peer_watch watch = {.begun = false};
    char bytes[4096] = {0};
    int ends[2];

    (void)state;
    pair_up(ends);
    for (unsigned look = 0; look < 5; look++) {
        assert_false(peer_stuck(&watch, ends[1]));
        assert_int_equal(send(ends[1], bytes, sizeof bytes, 0), sizeof bytes);
        assert_false(peer_stuck(&watch, ends[1]));
        assert_int_equal(recv(ends[0], bytes, sizeof bytes, MSG_WAITALL), sizeof bytes);
    }
    assert_true(fill(ends[1]) > 0); /* and then it stops */
    assert_false(peer_stuck(&watch, ends[1]));
    assert_true(peer_stuck(&watch, ends[1]));
    disconnect(ends);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_as_text),
        cmocka_unit_test(test_a_peer_begins_with_its_first_byte),
        cmocka_unit_test(test_an_end_is_seen_when_all_is_read),
        cmocka_unit_test(test_a_peer_that_does_not_read_is_stuck),
        cmocka_unit_test(test_a_peer_that_reads_slowly_is_not),
        cmocka_unit_test(test_a_local_peer_that_does_not_read_is_stuck),
        cmocka_unit_test(test_a_local_peer_that_reads_slowly_is_not),
        cmocka_unit_test(test_a_local_peer_that_reads_all_is_not_stuck),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
