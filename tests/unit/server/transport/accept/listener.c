/*
 * Listeners on the loopback interface: opened, adopted, stopped, closed; and what is refused.
 */

#include "server/transport/accept/listener.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct config_address loopback(uint16_t port)
{
    struct config_address address = {.size = sizeof(struct sockaddr_in)};
    struct sockaddr_in *in = (struct sockaddr_in *)&address.address;

    in->sin_family = AF_INET;
    in->sin_port = htons(port);
    in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)snprintf(address.text, sizeof address.text, "127.0.0.1:%u", port);
    return address;
}

static uint16_t port_of(int socket)
{
    struct sockaddr_in in = {.sin_port = 0};
    socklen_t size = sizeof in;

    assert_int_equal(getsockname(socket, (struct sockaddr *)&in, &size), 0);
    return ntohs(in.sin_port);
}

/* A connected socket, or -errno. */
static int connect_to(uint16_t port)
{
    struct config_address address = loopback(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address.address, address.size) == 0)
        return fd;
    (void)close(fd);
    return -errno;
}

static int option_of(int socket, int level, int name)
{
    int value = 0;
    socklen_t size = sizeof value;

    assert_int_equal(getsockopt(socket, level, name, &value, &size), 0);
    return value;
}

static void assert_options(int socket)
{
    assert_true(option_of(socket, IPPROTO_TCP, TCP_NODELAY));
    assert_int_equal(option_of(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT), 128 * 1024);
    assert_true(option_of(socket, SOL_SOCKET, SO_KEEPALIVE));
    assert_true(option_of(socket, SOL_SOCKET, SO_OOBINLINE));
}

static void test_it_says_the_port_that_the_kernel_chose(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1};
    struct reason reason;
    char text[PEER_TEXT_SIZE];

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_HTTP, &address, &reason), 0);
    assert_int_equal(listener.service, LISTENER_HTTP);
    assert_false(listener.adopted);
    (void)snprintf(text, sizeof text, "127.0.0.1:%u", port_of(listener.socket));
    assert_string_equal(listener.address, text);
    listener_close(&listener);
    assert_int_equal(listener.socket, -1);
    listener_close(&listener); /* once more does nothing */
}

static void test_accepted_sockets_have_its_options(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1};
    struct reason reason;
    int client, accepted;

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    assert_options(listener.socket);
    assert_true(fcntl(listener.socket, F_GETFD) & FD_CLOEXEC);
    client = connect_to(port_of(listener.socket));
    assert_true(client >= 0);
    accepted = accept(listener.socket, NULL, NULL);
    assert_true(accepted >= 0);
    assert_options(accepted);
    (void)close(accepted);
    (void)close(client);
    listener_close(&listener);
}

static void test_a_port_in_use_is_refused_with_its_name(void **state)
{
    struct config_address address = loopback(0);
    struct listener first = {.socket = -1}, second = {.socket = -1};
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(listener_open(&first, LISTENER_TELNET, &address, &reason), 0);
    address = loopback(port_of(first.socket));
    assert_int_equal(listener_open(&second, LISTENER_TELNET, &address, &reason), -EADDRINUSE);
    assert_non_null(strstr(reason.text, address.text));
    assert_non_null(strstr(reason.text, strerror(EADDRINUSE)));
    assert_int_equal(second.socket, -1);
    listener_close(&first);
    /* The port is free again at once, whatever connections it had. */
    assert_int_equal(listener_open(&second, LISTENER_TELNET, &address, &reason), 0);
    listener_close(&second);
}

/* A daemon that serves, and one that starts at this moment, are not disturbed. */
static void test_a_check_leaves_the_port_alone(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1};
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(listener_check(&address, &reason), 0);
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    address = loopback(port_of(listener.socket));
    assert_int_equal(listener_check(&address, &reason), 0); /* it is in use */
    (void)close(connect_to(port_of(listener.socket)));
    listener_close(&listener);
    assert_int_equal(listener_check(&address, &reason), 0);
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    listener_close(&listener);
    assert_string_equal(reason.text, "");
}

static void test_a_check_finds_an_address_of_another_machine(void **state)
{
    struct config_address address = loopback(0);
    struct reason reason;

    (void)state;
    /* Of documentation (RFC 5737): no machine has it. */
    ((struct sockaddr_in *)&address.address)->sin_addr.s_addr = htonl(0xC0000201);
    (void)strcpy(address.text, "192.0.2.1:0");
    assert_int_equal(listener_check(&address, &reason), -EADDRNOTAVAIL);
    assert_string_equal(reason.text,
                        "cannot listen on 192.0.2.1:0: Cannot assign requested address: this "
                        "machine does not have the address (yet)");
    assert_null(endpoint_parse(&address, "unix:/nonexistent/socket"));
    assert_int_equal(listener_check(&address, &reason), -ENOENT);
    assert_ptr_equal(strstr(reason.text, "cannot listen on unix:/nonexistent/socket: "),
                     reason.text);
}

/* As root it may, so it asks as somebody else. */
static void test_a_low_port_needs_somebody_else(void **state)
{
    struct config_address address;
    struct listener listener;
    struct reason reason;
    const bool root = geteuid() == 0;
    int opened, checked;

    (void)state;
    assert_null(endpoint_parse(&address, "127.0.0.1:81"));
    if (root)
        assert_int_equal(seteuid(65534), 0);
    opened = listener_open(&listener, LISTENER_HTTP, &address, &reason);
    checked = listener_check(&address, &reason);
    if (root)
        assert_int_equal(seteuid(0), 0);
    if (opened == 0) { /* net.ipv4.ip_unprivileged_port_start */
        listener_close(&listener);
        skip();
    }
    assert_int_equal(opened, -EACCES);
    assert_int_equal(checked, -EACCES);
    assert_string_equal(reason.text,
                        "cannot listen on 127.0.0.1:81: Permission denied: a port below 1024 "
                        "needs a socket unit of systemd, or a proxy in front");
}

static void test_stopped_it_refuses_and_ends_accepts(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1};
    struct reason reason;
    uint16_t port;

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    port = port_of(listener.socket);
    listener_stop(&listener);
    assert_int_equal(connect_to(port), -ECONNREFUSED);
    assert_int_equal(accept(listener.socket, NULL, NULL), -1);
    assert_int_equal(errno, EINVAL);
    listener_close(&listener);
}

/* Whether its port was chosen by the kernel or by the operator. */
static void test_shut_down_by_somebody_it_listens_again(void **state)
{
    struct listener listener = {.socket = -1};
    struct reason reason;

    (void)state;
    for (int chosen = 0; chosen < 2; chosen++) {
        struct config_address address = loopback(chosen ? port_of(listener.socket) : 0);
        char before[PEER_TEXT_SIZE];
        int client;

        listener_close(&listener);
        assert_int_equal(listener_open(&listener, LISTENER_HTTP, &address, &reason), 0);
        memcpy(before, listener.address, sizeof before);
        (void)shutdown(listener.socket, SHUT_RDWR);
        assert_int_equal(
            connect_to(ntohs(((struct sockaddr_in *)&listener.bound.address)->sin_port)),
            -ECONNREFUSED);
        assert_int_equal(listener_revive(&listener, &reason), 0);
        assert_string_equal(listener.address, before);
        assert_int_equal(listener.service, LISTENER_HTTP);
        assert_options(listener.socket);
        client = connect_to(port_of(listener.socket));
        assert_true(client >= 0);
        (void)close(client);
    }
    listener_close(&listener);
}

/* A connection has the address of its listener. It must be left alone. */
static void test_its_number_may_be_a_connection_now(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1};
    struct reason reason;
    int client, accepted, number;

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    number = listener.socket;
    client = connect_to(port_of(number));
    accepted = accept(number, NULL, NULL);
    assert_int_equal(dup2(accepted, number), number); /* closes the listener */
    (void)close(accepted);
    assert_int_equal(listener_revive(&listener, &reason), 0);
    assert_true(listener.socket != number);
    assert_int_equal(write(number, "x", 1), 1);
    (void)close(number);
    (void)close(client);
    client = connect_to(port_of(listener.socket));
    assert_true(client >= 0);
    (void)close(client);
    listener_close(&listener);
}

static void test_a_port_that_somebody_took_is_named(void **state)
{
    struct config_address address = loopback(0);
    struct listener listener = {.socket = -1}, thief = {.socket = -1};
    struct reason reason = {.text = ""};

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    address = loopback(port_of(listener.socket));
    listener_close(&listener);
    assert_int_equal(listener_open(&thief, LISTENER_TELNET, &address, &reason), 0);
    assert_int_equal(listener_revive(&listener, &reason), -EADDRINUSE);
    assert_non_null(strstr(reason.text, listener.address));
    listener_close(&thief);
}

/* What systemd has bound goes on listening when we stop: the next daemon serves its queue. */
static void test_an_adopted_one_goes_on_listening(void **state)
{
    struct config_address address = loopback(0);
    struct listener opened = {.socket = -1}, adopted = {.socket = -1};
    struct reason reason;
    int client;

    (void)state;
    assert_int_equal(listener_open(&opened, LISTENER_HTTP, &address, &reason), 0);
    assert_int_equal(listener_adopt(&adopted, LISTENER_TELNET, dup(opened.socket), &reason), 0);
    assert_true(adopted.adopted);
    assert_int_equal(adopted.service, LISTENER_TELNET);
    assert_string_equal(adopted.address, opened.address);
    listener_stop(&adopted);
    client = connect_to(port_of(opened.socket));
    assert_true(client >= 0);
    (void)close(client);
    listener_close(&adopted);
    listener_close(&opened);
}

static void test_what_does_not_listen_is_not_adopted(void **state)
{
    struct listener listener = {.socket = -1};
    struct reason reason = {.text = ""};
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int stream = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int datagram = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const int wrong[] = {-1, null, stream, datagram};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char number[32];

        reason.text[0] = '\0';
        assert_int_equal(listener_adopt(&listener, LISTENER_HTTP, wrong[i], &reason), -EINVAL);
        (void)snprintf(number, sizeof number, "descriptor %d ", wrong[i]);
        assert_non_null(strstr(reason.text, number));
        assert_int_equal(listener.socket, -1); /* it remains the caller's */
    }
    (void)close(null);
    (void)close(stream);
    (void)close(datagram);
}

/* A path of its own for a Unix socket. */
static struct config_address local_address(char folder[static 64])
{
    struct config_address address;
    char text[CONFIG_ADDRESS_SIZE];

    (void)snprintf(folder, 64, "/tmp/charfinder-listener.XXXXXX");
    assert_non_null(mkdtemp(folder));
    (void)snprintf(text, sizeof text, "unix:%s/socket", folder);
    assert_null(endpoint_parse(&address, text));
    return address;
}

/* A connected socket, or -errno. */
static int connect_locally(const struct config_address *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    if (connect(fd, (const struct sockaddr *)&address->address, address->size) == 0)
        return fd;
    (void)close(fd);
    return -errno;
}

static void test_a_unix_socket_goes_with_its_file(void **state)
{
    char folder[64];
    struct config_address address = local_address(folder);
    struct listener listener = {.socket = -1}, second = {.socket = -1};
    struct reason reason;
    int client;

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_HTTP, &address, &reason), 0);
    assert_string_equal(listener.address, address.text);
    client = connect_locally(&address);
    assert_true(client >= 0);
    (void)close(client);
    assert_int_equal(listener_open(&second, LISTENER_HTTP, &address, &reason), -EADDRINUSE);
    assert_non_null(strstr(reason.text, address.text));
    assert_non_null(strstr(reason.text, "another process listens there"));
    listener_stop(&listener);
    assert_int_equal(connect_locally(&address), -ENOENT);
    /* The next one may be there before the first has ended. */
    assert_int_equal(listener_open(&second, LISTENER_HTTP, &address, &reason), 0);
    listener_close(&listener);
    client = connect_locally(&address);
    assert_true(client >= 0);
    (void)close(client);
    listener_close(&second);
    assert_int_equal(rmdir(folder), 0);
}

static void test_a_unix_socket_that_was_shut_down_listens_again(void **state)
{
    char folder[64];
    struct config_address address = local_address(folder);
    struct listener listener = {.socket = -1};
    struct reason reason;
    struct stat made;
    int client, accepted;

    (void)state;
    address.file.mode = 0640;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    (void)shutdown(listener.socket, SHUT_RDWR);
    assert_int_equal(connect_locally(&address), -ECONNREFUSED);
    assert_true(listener_lost(&listener));
    assert_int_equal(listener_revive(&listener, &reason), 0);
    assert_false(listener_lost(&listener));
    client = connect_locally(&address);
    assert_true(client >= 0);
    accepted = accept(listener.socket, NULL, NULL);
    assert_true(accepted >= 0);
    assert_int_equal(stat(address.text + strlen("unix:"), &made), 0);
    assert_int_equal(made.st_mode & 0777, 0640);
    (void)close(accepted);
    (void)close(client);
    listener_close(&listener);
    assert_int_equal(rmdir(folder), 0);
}

static void test_a_unix_socket_without_its_file_listens_again(void **state)
{
    char folder[64];
    struct config_address address = local_address(folder);
    struct listener listener = {.socket = -1};
    struct reason reason;
    int client;

    (void)state;
    assert_int_equal(listener_open(&listener, LISTENER_TELNET, &address, &reason), 0);
    assert_false(listener_lost(&listener));
    assert_int_equal(unlink(address.text + strlen("unix:")), 0);
    assert_true(listener_lost(&listener));
    assert_int_equal(listener_revive(&listener, &reason), 0);
    client = connect_locally(&address);
    assert_true(client >= 0);
    (void)close(client);
    listener_close(&listener);
    assert_int_equal(rmdir(folder), 0);
}

/* systemd made the file, and keeps it. */
static void test_the_file_of_an_adopted_one_stays(void **state)
{
    char folder[64];
    struct config_address address = local_address(folder);
    struct listener opened = {.socket = -1}, adopted = {.socket = -1};
    struct reason reason;
    int client;

    (void)state;
    assert_int_equal(listener_open(&opened, LISTENER_HTTP, &address, &reason), 0);
    assert_int_equal(listener_adopt(&adopted, LISTENER_HTTP, dup(opened.socket), &reason), 0);
    assert_string_equal(adopted.address, address.text);
    listener_stop(&adopted);
    listener_close(&adopted);
    client = connect_locally(&address);
    assert_true(client >= 0);
    (void)close(client);
    listener_close(&opened);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_says_the_port_that_the_kernel_chose),
        cmocka_unit_test(test_accepted_sockets_have_its_options),
        cmocka_unit_test(test_a_port_in_use_is_refused_with_its_name),
        cmocka_unit_test(test_a_check_leaves_the_port_alone),
        cmocka_unit_test(test_a_check_finds_an_address_of_another_machine),
        cmocka_unit_test(test_a_low_port_needs_somebody_else),
        cmocka_unit_test(test_stopped_it_refuses_and_ends_accepts),
        cmocka_unit_test(test_shut_down_by_somebody_it_listens_again),
        cmocka_unit_test(test_its_number_may_be_a_connection_now),
        cmocka_unit_test(test_a_port_that_somebody_took_is_named),
        cmocka_unit_test(test_an_adopted_one_goes_on_listening),
        cmocka_unit_test(test_what_does_not_listen_is_not_adopted),
        cmocka_unit_test(test_a_unix_socket_goes_with_its_file),
        cmocka_unit_test(test_a_unix_socket_that_was_shut_down_listens_again),
        cmocka_unit_test(test_a_unix_socket_without_its_file_listens_again),
        cmocka_unit_test(test_the_file_of_an_adopted_one_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
