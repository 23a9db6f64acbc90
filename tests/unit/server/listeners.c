/*
 * The daemon's sockets: of the configuration, of systemd, of both, and what is refused.
 */

#include "server/listeners.h"

#include "tests/unit/server/config/loading.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

/* A configuration of this text, whose addresses are resolved. */
static void configure(struct config *config, const char *text)
{
    struct reason reason;

    if (config_parse(config, "test", text, strlen(text), &reason) != CONFIG_OK)
        fail_msg("%s", reason.text);
}

/* A socket that listens on this port of 127.0.0.1, as systemd has them. */
static int listening(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port),
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    return fd;
}

static uint16_t port_of(int socket)
{
    struct sockaddr_in in = {.sin_port = 0};
    socklen_t size = sizeof in;

    assert_int_equal(getsockname(socket, (struct sockaddr *)&in, &size), 0);
    return ntohs(in.sin_port);
}

static void test_every_address_of_both_services(void **state)
{
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;

    (void)state;
    configure(&config, "{\"telnet\": [\"127.0.0.1:0\", {\"address\": \"127.0.0.1:0\","
                       " \"proxy_protocol\": true}], \"http\": \"127.0.0.1:0\","
                       " \"trusted_proxies\": [\"127.0.0.1\"]}");
    assert_int_equal(listeners_open(&listeners, &config, NULL, 0, &reason), 0);
    assert_int_equal(listeners.count, 3);
    assert_int_equal(listeners.list[0].service, LISTENER_TELNET);
    assert_false(listeners.list[0].bound.proxy_protocol);
    assert_int_equal(listeners.list[1].service, LISTENER_TELNET);
    assert_true(listeners.list[1].bound.proxy_protocol);
    assert_int_equal(listeners.list[2].service, LISTENER_HTTP);
    listeners_close(&listeners);
    assert_int_equal(listeners.count, 0);
    config_release(&config);
}

static void test_where_systemd_has_a_socket_only_that_one(void **state)
{
    struct service_socket passed = {.socket = listening(0), .http = true};
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;

    (void)state;
    configure(&config, "{\"telnet\": \"127.0.0.1:0\", \"http\": \"127.0.0.1:0\"}");
    assert_int_equal(listeners_open(&listeners, &config, &passed, 1, &reason), 0);
    assert_int_equal(listeners.count, 2);
    assert_int_equal(listeners.list[0].socket, passed.socket);
    assert_true(listeners.list[0].adopted);
    assert_int_equal(listeners.list[0].service, LISTENER_HTTP);
    assert_int_equal(listeners.list[1].service, LISTENER_TELNET);
    listeners_close(&listeners);
    config_release(&config);
}

static void test_a_socket_of_systemd_has_the_options_of_its_address(void **state)
{
    struct service_socket passed[] = {{.socket = listening(0), .telnet = true},
                                      {.socket = listening(0), .telnet = true}};
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;
    char text[256];

    (void)state;
    (void)snprintf(text, sizeof text,
                   "{\"telnet\": {\"address\": \"127.0.0.1:%u\", \"proxy_protocol\": true},"
                   " \"http\": null, \"trusted_proxies\": [\"127.0.0.1\"]}",
                   port_of(passed[1].socket));
    configure(&config, text);
    assert_int_equal(listeners_open(&listeners, &config, passed, 2, &reason), 0);
    assert_int_equal(listeners.count, 2);
    assert_false(listeners.list[0].bound.proxy_protocol);
    assert_true(listeners.list[1].bound.proxy_protocol);
    listeners_close(&listeners);
    config_release(&config);
}

static void test_a_socket_of_a_service_that_is_off_is_closed(void **state)
{
    struct service_socket passed = {.socket = listening(0), .telnet = true};
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;

    (void)state;
    configure(&config, "{\"telnet\": null, \"http\": \"127.0.0.1:0\"}");
    assert_int_equal(listeners_open(&listeners, &config, &passed, 1, &reason), 0);
    assert_int_equal(listeners.count, 1);
    assert_int_equal(listeners.list[0].service, LISTENER_HTTP);
    listeners_close(&listeners);
    config_release(&config);
}

static void test_what_systemd_passed_does_not_listen(void **state)
{
    struct service_socket passed = {.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
                                    .http = true};
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;

    (void)state;
    configure(&config, "{\"http\": \"127.0.0.1:0\"}");
    assert_int_equal(listeners_open(&listeners, &config, &passed, 1, &reason), -EINVAL);
    assert_non_null(strstr(reason.text, "is not a listening stream socket"));
    listeners_close(&listeners);
    assert_int_equal(close(passed.socket), 0); /* it stayed ours */
    config_release(&config);
}

static void test_the_second_address_is_taken(void **state)
{
    int taken = listening(0);
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;
    char text[128], message[128];

    (void)state;
    (void)snprintf(text, sizeof text, "{\"telnet\": \"127.0.0.1:0\", \"http\": \"127.0.0.1:%u\"}",
                   port_of(taken));
    configure(&config, text);
    assert_int_equal(listeners_open(&listeners, &config, NULL, 0, &reason), -EADDRINUSE);
    (void)snprintf(message, sizeof message, "cannot listen on 127.0.0.1:%u: ", port_of(taken));
    assert_ptr_equal(strstr(reason.text, message), reason.text);
    assert_int_equal(listeners.count, 1); /* to be closed */
    listeners_close(&listeners);
    (void)close(taken);
    config_release(&config);
}

/* Holds the only other descriptor of a socket for a while, as the kernel does for a daemon that was killed. */
static pid_t hold(int socket)
{
    const struct timespec while_it_ends = {.tv_nsec = 100 * 1000 * 1000};
    pid_t holder = fork();

    assert_true(holder >= 0);
    if (holder == 0) {
        (void)nanosleep(&while_it_ends, NULL);
        _exit(0);
    }
    assert_int_equal(close(socket), 0);
    return holder;
}

static void test_an_address_that_a_killed_daemon_still_has(void **state)
{
    int held = listening(0);
    struct listeners listeners = {.count = 0};
    struct config config;
    struct reason reason;
    char text[128];
    pid_t holder;

    (void)state;
    (void)snprintf(text, sizeof text, "{\"telnet\": null, \"http\": \"127.0.0.1:%u\"}",
                   port_of(held));
    configure(&config, text);
    holder = hold(held);
    assert_int_equal(listeners_open(&listeners, &config, NULL, 0, &reason), 0);
    assert_int_equal(listeners.count, 1);
    listeners_close(&listeners);
    assert_int_equal(waitpid(holder, NULL, 0), holder);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_address_of_both_services),
        cmocka_unit_test(test_where_systemd_has_a_socket_only_that_one),
        cmocka_unit_test(test_a_socket_of_systemd_has_the_options_of_its_address),
        cmocka_unit_test(test_a_socket_of_a_service_that_is_off_is_closed),
        cmocka_unit_test(test_what_systemd_passed_does_not_listen),
        cmocka_unit_test(test_the_second_address_is_taken),
        cmocka_unit_test(test_an_address_that_a_killed_daemon_still_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
